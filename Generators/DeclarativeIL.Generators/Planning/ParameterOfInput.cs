using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The parameter that hands an input to a method; null for what is at hand everywhere, or made within the method.</summary>
/// <param name="onDevice">Whether given vectors and matrices are wanted as tensors.</param>
internal sealed class ParameterOfInput(ClassScope scope, bool onDevice) : IInputVisitor<MethodParameter?>
{
    public MethodParameter? Network(Input.Network input, ValueType type) =>
        new(ParameterKind.Network, input.Name, scope.Types.Of(input.Name));

    public MethodParameter? Rows(Input.Rows input, ValueType type) =>
        new(ParameterKind.Batch, input.Batch, $"{RuntimeTypes.Batch}<{type.Name}>");

    public MethodParameter? Draw(Input.Draw input, ValueType type) => new(ParameterKind.Draws, "draws", RuntimeTypes.StepDraws);

    public MethodParameter? Given(Input.Given input, ValueType type) =>
        onDevice && type.Rank > 0
            ? new(ParameterKind.GivenTensor, MethodParameters.OnDevice(input.Name), RuntimeTypes.Tensor) { Source = input.Name }
            : new(ParameterKind.Given, input.Name, scope.GivenType(input.Name));

    public MethodParameter? Statistic(Input.Statistic input, ValueType type) =>
        new(ParameterKind.Statistic, scope.StatisticName(input), type.Kind == ValueKind.Matrix ? RuntimeTypes.Matrix : "double");

    public MethodParameter? OfRun(Input.OfRun input, ValueType type) =>
        new(ParameterKind.OfRun, input.Name, input.CSharpType) { MonitorMember = input.MonitorMember };

    public MethodParameter? Hyperparameter(Input.Hyperparameter input, ValueType type) => null;

    public MethodParameter? Expert(Input.Expert input, ValueType type) => null;

    public MethodParameter? MeanWeight(Input.MeanWeight input, ValueType type) => null;

    public MethodParameter? LossGradient(Input.LossGradient input, ValueType type) => null;

    public MethodParameter? OfHead(Input.OfHead input, ValueType type) => null;

    public MethodParameter? Situation(Input.Situation input, ValueType type) => null;

    public MethodParameter? Seen(Input.Seen input, ValueType type) => null;

    public MethodParameter? Chosen(Input.Chosen input, ValueType type) => null;

    public MethodParameter? ChosenBy(Input.ChosenBy input, ValueType type) => null;

    public MethodParameter? Next(Input.Next input, ValueType type) => null;
}
