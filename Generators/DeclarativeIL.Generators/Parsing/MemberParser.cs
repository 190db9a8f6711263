using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Reads the members of a declared class.</summary>
internal static class MemberParser
{
    public static LossModel Loss(CompilationContext context, IMethodSymbol method, AttributeData attribute, List<Diagnostic> notes)
    {
        var isBatched = context.Is(method.ReturnType, WellKnownNames.Tensor);
        var (member, body) = Read(
            context,
            method,
            MemberKind.Loss,
            "double",
            type => isBatched || type is { Kind: ValueKind.Scalar },
            notes
        );
        if (body is not null)
            LossChecks.Check(context, member, body, method);
        return new(member, Phase(attribute), Weight: 1, WeightName: "", Origin: "");
    }

    public static MetricModel Metric(CompilationContext context, IMethodSymbol method, AttributeData attribute, List<Diagnostic> notes)
    {
        var (member, _) = Read(context, method, MemberKind.Metric, "double", type => type is { Kind: ValueKind.Scalar }, notes);
        return new(member, Phase(attribute), Origin: "", member.Name);
    }

    public static GateModel Gate(CompilationContext context, IMethodSymbol method, AttributeData attribute, List<Diagnostic> notes)
    {
        var (member, _) = Read(
            context,
            method,
            MemberKind.Aggregate,
            "Control",
            _ => context.Is(method.ReturnType, WellKnownNames.Control),
            notes
        );
        return attribute.ConstructorArguments is [{ Value: int store }] ? new(member, StoreEveryState: store == 0) : throw Refusal.Silent();
    }

    public static MemberModel Explore(CompilationContext context, IMethodSymbol method, List<Diagnostic> notes) =>
        Read(context, method, MemberKind.Explore, "Act", type => type == ValueType.Act, notes).Member;

    public static CollectModel Collect(CompilationContext context, IMethodSymbol method, AttributeData attribute, List<Diagnostic> notes) =>
        new(
            Read(context, method, MemberKind.Collect, "a row", type => type is { Kind: ValueKind.Row }, notes).Member,
            attribute.NamedArguments.Any(argument => argument is { Key: "Replace", Value.Value: true })
        );

    public static MemberModel Reward(CompilationContext context, IMethodSymbol method, List<Diagnostic> notes) =>
        Read(context, method, MemberKind.Reward, "double", type => type is { Kind: ValueKind.Scalar }, notes).Member;

    public static MemberModel Augment(CompilationContext context, IMethodSymbol method, List<Diagnostic> notes)
    {
        const string Expected = "the row type that it takes";
        var (member, _) = Read(context, method, MemberKind.Augment, Expected, type => type is { Kind: ValueKind.Row }, notes);
        return member.Parameters.Any(parameter => parameter.Role is Role.Row && parameter.Type == ValueTypes.Of(context, method.ReturnType))
            ? member
            : throw WrongReturnType(method, MemberKind.Augment, Expected);
    }

    public static ColumnModel Column(CompilationContext context, IMethodSymbol method, List<Diagnostic> notes)
    {
        var member = Read(
            context,
            method,
            MemberKind.Column,
            "double' or 'Matrix",
            type => type is { Kind: ValueKind.Scalar or ValueKind.Matrix },
            notes
        ).Member;
        // others stand nowhere beside the row's
        foreach (var parameter in method.Parameters.Where(_ => member.Parameters.Any(parameter => parameter.Role is Role.Next)))
            if (
                ValueTypes.Of(context, parameter.Type) is { Kind: ValueKind.Row }
                && BodyLowering.Columns(parameter.Type).Any(column => column.Name == method.Name)
            )
                throw new Refusal(Descriptors.TwiceNamedColumn, method.Locations[0], method.Name, parameter.Type.Name);
        return new(member, Origin: "");
    }

    private static (MemberModel Member, LoweredBody? Body) Read(
        CompilationContext context,
        IMethodSymbol method,
        MemberKind kind,
        string expected,
        Func<ValueType?, bool> returns,
        List<Diagnostic> notes
    )
    {
        if (method.ReturnType is IErrorTypeSymbol)
            throw Refusal.Silent();
        if (!method.IsStatic || method.IsGenericMethod)
            throw new Refusal(Descriptors.NotStatic, method.Locations[0], method.Name);
        if (
            !returns(ValueTypes.Of(context, method.ReturnType))
            || ValueTypes.IsInteger(method.ReturnType)
            || method.ReturnType.SpecialType == SpecialType.System_Single
        )
            throw WrongReturnType(method, kind, expected);
        TypeChecks.Check(context, method.ReturnType, PlaceOfReturn(method));
        var parameters = method.Parameters.Select(parameter => ParameterParser.Parse(context, parameter, kind)).ToEquatableArray();
        var rows = method.Parameters.Where((_, i) => parameters[i].Role is Role.Row).ToList();
        foreach (var extra in rows.Skip(1))
            if (
                parameters[extra.Ordinal].Role is not Role.Row { IsOther: true }
                || parameters[extra.Ordinal].Type != parameters[rows[0].Ordinal].Type
            )
                throw new Refusal(Descriptors.SeveralRows, extra.Locations[0], method.Name, extra.Name);
        if (
            parameters.Any(parameter => parameter.Role is Role.Next)
            && !parameters.Any(parameter => parameter.Role is Role.Row { Source: Rows.Rollout or Rows.Replay })
        )
            throw new Refusal(
                Descriptors.IdleAttribute,
                method.Parameters.First(parameter => parameters[parameter.Ordinal].Role is Role.Next).Locations[0],
                "Next",
                method.Parameters.First(parameter => parameters[parameter.Ordinal].Role is Role.Next).Name,
                "only rows of a rollout have a step after; mark the row [Rollout] or [Replay]"
            );
        var body = context.Is(method.ReturnType, WellKnownNames.Tensor) ? null : BodyLowering.Lower(context, method, []);
        notes.AddRange(body?.Notes ?? []);
        var types = method.Parameters.Select(parameter => Vocabulary.Name(parameter.Type));
        var equation = body?.Equation ?? new Equation(EquatableArray<Node>.Empty, -1);
        return (
            new(
                method.Name,
                parameters,
                equation,
                types.ToEquatableArray(),
                Vocabulary.Name(method.ReturnType),
                Documentation.Summary(method)
            ),
            body
        );
    }

    private static int Phase(AttributeData attribute)
    {
        var phase = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Phase").Value.Value is int number ? number : 0;
        return phase >= 0
            ? phase
            : throw new Refusal(Descriptors.OutOfRange, SourceLocations.Of(attribute), "Phase", phase, "a number from 0");
    }

    private static Location PlaceOfReturn(IMethodSymbol method) =>
        (method.DeclaringSyntaxReferences[0].GetSyntax() as MethodDeclarationSyntax)?.ReturnType.GetLocation() ?? method.Locations[0];

    private static Refusal WrongReturnType(IMethodSymbol method, MemberKind kind, string expected)
    {
        return new(
            Descriptors.WrongReturnType,
            PlaceOfReturn(method),
            method.Name,
            method.ReturnType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
            Words.Member(kind.ToString()),
            expected
        )
        {
            Remedy = expected.Split('\'')[0],
        };
    }
}
