using System.Reflection;

namespace DeclarativeIL.Runtime.Tests.Dsl;

/// <summary>The operations of the built runtime, found by reflection as generators find them by symbols.</summary>
internal sealed record VocabularyMember(MemberInfo Member)
{
    /// <summary>The classes and structs of the language.</summary>
    public static IReadOnlyList<VocabularyMember> All { get; } =
    [
        .. typeof(Functions)
            .Assembly.GetExportedTypes()
            .SelectMany(static type => type.GetMembers())
            .Where(static member => member.IsDefined(typeof(OperationAttribute)))
            .Select(static member => new VocabularyMember(member)),
    ];

    public Type Home => Member.DeclaringType!;

    public OperationAttribute Operation => Member.GetCustomAttribute<OperationAttribute>()!;

    public IEnumerable<GradientAttribute> Gradients => Member.GetCustomAttributes<GradientAttribute>();

    /// <summary>The one-sample arguments, the instance of a property first.</summary>
    public IReadOnlyList<(string Name, Type Type)> Arguments =>
        Member switch
        {
            MethodInfo method => [.. method.GetParameters().Select(static parameter => (parameter.Name!, parameter.ParameterType))],
            PropertyInfo property =>
            [
                ("this", Home),
                .. property.GetIndexParameters().Select(static parameter => (parameter.Name!, parameter.ParameterType)),
            ],
            _ => throw new InvalidOperationException(),
        };

    public Type Result => Member is MethodInfo method ? method.ReturnType : ((PropertyInfo)Member).PropertyType;

    public object OneSample(object[] arguments) =>
        (Member is MethodInfo method ? method.Invoke(null, arguments) : ((PropertyInfo)Member).GetValue(arguments[0], arguments[1..]))!;

    public MethodInfo Batched =>
        Home.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(candidate =>
                candidate.Name == Operation.Batched
                && candidate.ReturnType == typeof(TorchSharp.torch.Tensor)
                && candidate.GetParameters().Length == Arguments.Count
            );

    /// <summary>Of overloads, the one that takes the operation's own arguments.</summary>
    public MethodInfo Derivative(GradientAttribute gradient) =>
        Home.GetMethods()
            .Single(candidate =>
                candidate.Name == gradient.Method
                && candidate
                    .GetParameters()
                    .Take(Arguments.Count)
                    .Select(static parameter => parameter.ParameterType)
                    .SequenceEqual(Arguments.Select(static argument => argument.Type))
            );

    public override string ToString() =>
        $"{Home.Name}.{Member.Name}({string.Join(", ", Arguments.Select(static argument => argument.Type.Name))})";
}
