using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>Reads one member of an environment.</summary>
internal static class PartReader
{
    private const string ReadableWords = "make it an instance field, a property with 'get', or a method without parameters",
        SettableWords = "make it an instance field that is not read-only, or a property with 'get' and 'set'";

    public static PartModel Observation(CompilationContext context, ISymbol member, AttributeData mark, int offset)
    {
        Read(member);
        var (kind, _) =
            PartTypes.Of(TypeOf(member), isAction: false)
            ?? throw Unsuitable(
                member,
                "observe a float, a double, an int, a bool, an enum, or an array or read-only span of floats or doubles"
            );
        return Observation(context, member, kind, mark, offset);
    }

    /// <summary>The same of a member whose kind is known.</summary>
    public static PartModel Observation(CompilationContext context, ISymbol member, PartKind kind, AttributeData mark, int offset)
    {
        CheckDivisions(context, mark);
        var bounds = PartBounds.Of(member, kind, mark, isAction: false);
        var choices = kind == PartKind.Choice ? PartTypes.Choices(member, (INamedTypeSymbol)TypeOf(member)) : [];
        return new(
            member.Name,
            kind,
            CSharpText.Escape(member.Name) + (member is IMethodSymbol ? "()" : ""),
            offset,
            kind == PartKind.Choice ? choices.Count : bounds.Length,
            bounds.Low,
            bounds.High,
            Name(kind, TypeOf(member)),
            choices,
            choices.Count,
            Documentation.Summary(member)
        );
    }

    public static PartModel Action(CompilationContext context, ISymbol member, AttributeData mark, int offset)
    {
        Read(member);
        if (PartTypes.Of(TypeOf(member), isAction: true) is not var (kind, _))
            throw Unsuitable(member, "set a float, a double, an int, a bool, an enum, or the numbers of a float[] or double[]");
        if (kind is not (PartKind.Floats or PartKind.Doubles))
            CheckSettable(member);
        return Action(context, member, TypeOf(member), kind, mark, offset);
    }

    /// <summary>The action of a step of dynamics. A choice among a count may be taken as a double.</summary>
    public static PartModel Action(CompilationContext context, IParameterSymbol parameter, AttributeData mark) =>
        PartTypes.Of(parameter.Type, isAction: true) is ({ } kind, _) && kind is not (PartKind.Float or PartKind.Floats or PartKind.Doubles)
            ? Action(
                context,
                parameter,
                parameter.Type,
                kind == PartKind.Double && mark.ConstructorArguments.Length == 1 ? PartKind.Whole : kind,
                mark,
                offset: 0
            )
            : throw new Refusal(
                Descriptors.UnsuitablePart,
                parameter.Locations[0],
                parameter.Name,
                Name(parameter.Type),
                "dynamics take a double, an int, a bool or an enum"
            );

    /// <summary>A parameter that is marked as an action where a step takes none.</summary>
    public static Refusal Parameter(ISymbol parameter) =>
        new(Descriptors.UnreachablePart, parameter.Locations[0], parameter.Name, "is a parameter", SettableWords);

    private static PartModel Action(
        CompilationContext context,
        ISymbol member,
        ITypeSymbol type,
        PartKind kind,
        AttributeData mark,
        int offset
    )
    {
        CheckDivisions(context, mark);
        var bounds = PartBounds.Of(member, kind, mark, isAction: true);
        var choices = kind == PartKind.Choice ? PartTypes.Choices(member, (INamedTypeSymbol)type) : [];
        var count = kind switch
        {
            PartKind.Choice => choices.Count,
            PartKind.Truth => 2,
            PartKind.Whole => bounds.Count,
            _ => 0,
        };
        return new(
            member.Name,
            kind,
            CSharpText.Escape(member.Name),
            offset,
            bounds.Length,
            count > 0 ? 0 : bounds.Low,
            count > 0 ? count - 1 : bounds.High,
            Name(kind, type),
            choices,
            count,
            Documentation.Summary(member)
        );
    }

    /// <summary>A number or a truth, as it is read behind its object.</summary>
    public static string Value(ISymbol member, bool isTruth)
    {
        var read = Read(member);
        var type = TypeOf(member);
        if (type is IErrorTypeSymbol)
            throw Refusal.Silent();
        var fits = isTruth
            ? type.SpecialType == SpecialType.System_Boolean
            : type.SpecialType is SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Int32;
        return fits ? read : throw Unsuitable(member, isTruth ? "whether an episode ends is a bool" : "what a step pays is a double");
    }

    public static EpisodeMethod Method(CompilationContext context, IMethodSymbol method, string word)
    {
        var why = method switch
        {
            { MethodKind: not MethodKind.Ordinary } => "is part of another member",
            { IsStatic: true } => "is static, and environments share nothing",
            { IsGenericMethod: true } => "is generic",
            { ReturnsVoid: false } => $"returns '{Name(method.ReturnType)}'",
            { IsAsync: true } => "is async, and has not ended when it returns",
            { Parameters: [] } => null,
            { Parameters: [{ RefKind: RefKind.None } draws] } when context.Is(draws.Type, WellKnownNames.RandomStream) => null,
            _ => "takes other parameters",
        };
        if (method.ReturnType is IErrorTypeSymbol || method.Parameters.Any(parameter => parameter.Type is IErrorTypeSymbol))
            throw Refusal.Silent();
        return why is null
            ? new(CSharpText.Escape(method.Name), method.Parameters.Length > 0)
            : throw new Refusal(Descriptors.WrongMethod, method.Locations[0], method.Name, why, word);
    }

    /// <summary>The member as it is read behind its object.</summary>
    private static string Read(ISymbol member)
    {
        var why = member switch
        {
            { CanBeReferencedByName: false } => "has no name of its own",
            { IsStatic: true } => "is static, and environments share nothing",
            IPropertySymbol { GetMethod: null } => "cannot be read",
            IMethodSymbol { Parameters.IsEmpty: false } => "takes parameters",
            IMethodSymbol { IsGenericMethod: true } => "is generic",
            IMethodSymbol { ReturnsVoid: true } => "gives nothing",
            _ => null,
        };
        if (why is not null)
            throw new Refusal(Descriptors.UnreachablePart, member.Locations[0], Title(member), why, ReadableWords);
        return CSharpText.Escape(member.Name) + (member is IMethodSymbol ? "()" : "");
    }

    private static void CheckSettable(ISymbol member)
    {
        var why = member switch
        {
            IPropertySymbol { SetMethod: null } => "cannot be set",
            IPropertySymbol { SetMethod.IsInitOnly: true } => "can be set once only",
            IFieldSymbol { IsReadOnly: true } => "is read-only",
            _ => null,
        };
        if (why is not null)
            throw new Refusal(Descriptors.UnreachablePart, member.Locations[0], member.Name, why, SettableWords);
    }

    private static void CheckDivisions(CompilationContext context, AttributeData mark)
    {
        if (mark.ApplicationSyntaxReference is { } written)
            IntegerDivisions.Check(context, [written.GetSyntax()]);
    }

    private static ITypeSymbol TypeOf(ISymbol member) =>
        member switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            IMethodSymbol method => method.ReturnType,
            _ => throw Refusal.Silent(), // the compiler says where the attribute may stand
        };

    private static Refusal Unsuitable(ISymbol member, string remedy) =>
        TypeOf(member) is IErrorTypeSymbol
            ? Refusal.Silent()
            : new(Descriptors.UnsuitablePart, member.Locations[0], member.Name, Name(TypeOf(member)), remedy);

    /// <summary>The property of a backing field.</summary>
    private static string Title(ISymbol member) => (member as IFieldSymbol)?.AssociatedSymbol?.Name ?? member.Name;

    private static string Name(PartKind kind, ITypeSymbol type) =>
        kind == PartKind.Choice ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "";

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
