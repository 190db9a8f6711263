using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Emit;

/// <summary>What the used nodes of a lifted body need from outside, in the order of parameters.</summary>
internal static class MethodParameters
{
    /// <summary>C# for the type of what lies on a device.</summary>
    public const string Tensor = WellKnownNames.Torch + ".Tensor";

    /// <param name="onDevice">Whether given vectors and matrices are wanted as tensors.</param>
    public static IReadOnlyList<MethodParameter> Of(IReadOnlyList<Node> nodes, Func<int, bool> isUsed, Cast cast, bool onDevice) =>
        Sort(
            nodes
                .Where((node, i) => node is Node.Input && isUsed(i))
                .Select(node => Of((Node.Input)node, cast, onDevice))
                .OfType<MethodParameter>(),
            cast
        );

    /// <summary>Name of a given vector or matrix that lies on the network's device.</summary>
    public static string OnDevice(string given) => given + "Tensor";

    public static IReadOnlyList<MethodParameter> Sort(IEnumerable<MethodParameter> needs, Cast cast) =>
        [
            .. needs
                .Distinct()
                .OrderBy(need => need.Kind == ParameterKind.GivenTensor ? ParameterKind.Given : need.Kind)
                .ThenBy(need => need.Kind == ParameterKind.Network ? cast.Variables.ToList().IndexOf(need.Name) : 0),
        ];

    public static IEnumerable<string> Declarations(IEnumerable<MethodParameter> needs) => needs.Select(need => $"{need.Type} {need.Text}");

    public static IEnumerable<string> Arguments(IEnumerable<MethodParameter> needs) => needs.Select(need => need.Text);

    public static IEnumerable<string> Networks(IEnumerable<MethodParameter> needs) =>
        needs.Where(need => need.Kind == ParameterKind.Network).Select(need => need.Name);

    private static MethodParameter? Of(Node.Input input, Cast cast, bool onDevice) =>
        input.Source.Accept(new ByInput(cast, onDevice), input.Type);

    /// <summary>The parameter that hands an input to a method; null for what is at hand everywhere, or made there.</summary>
    private sealed class ByInput(Cast cast, bool onDevice) : IInputVisitor<MethodParameter?>
    {
        public MethodParameter? Network(Input.Network input, ValueType type) =>
            new(ParameterKind.Network, input.Name, cast.TypeOf(input.Name));

        public MethodParameter? Expert(Input.Expert input, ValueType type) => null;

        public MethodParameter? Rows(Input.Rows input, ValueType type) =>
            new(ParameterKind.Batch, input.Batch, $"{WellKnownNames.Batch}<{type.Name}>");

        public MethodParameter? Draw(Input.Draw input, ValueType type) =>
            new(ParameterKind.Draws, "draws", WellKnownNames.Training + ".StepDraws");

        public MethodParameter? Hyperparameter(Input.Hyperparameter input, ValueType type) => null;

        public MethodParameter? Given(Input.Given input, ValueType type) =>
            onDevice && type.Rank > 0
                ? new(ParameterKind.GivenTensor, OnDevice(input.Name), Tensor)
                : new(ParameterKind.Given, input.Name, Signatures.GivenType(input.Name, cast.Model));

        public MethodParameter? Statistic(Input.Statistic input, ValueType type) =>
            new(
                ParameterKind.Statistic,
                Signatures.Statistic(input, cast.Model),
                type.Kind == ValueKind.Matrix ? WellKnownNames.DslRoot + ".Matrix" : "double"
            );

        public MethodParameter? Clock(Input.Clock input, ValueType type) =>
            new(ParameterKind.Clock, input.Label, WellKnownNames.DslRoot + ".Clock");

        public MethodParameter? MeanWeight(Input.MeanWeight input, ValueType type) => null;

        public MethodParameter? LossGradient(Input.LossGradient input, ValueType type) => null;

        public MethodParameter? Situation(Input.Situation input, ValueType type) => null;

        public MethodParameter? Seen(Input.Seen input, ValueType type) => null;

        public MethodParameter? Chosen(Input.Chosen input, ValueType type) => null;

        public MethodParameter? ChosenBy(Input.ChosenBy input, ValueType type) => null;

        public MethodParameter? Next(Input.Next input, ValueType type) => null;
    }
}
