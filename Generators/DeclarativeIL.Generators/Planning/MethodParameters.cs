using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Planning;

/// <summary>Parameters of generated methods in the order of their declaration.</summary>
internal static class MethodParameters
{
    /// <summary>Name of a given vector or matrix that lies on the networks' device.</summary>
    public static string OnDevice(string given) => given + "Tensor";

    /// <param name="onDevice">Whether given vectors and matrices are wanted as tensors.</param>
    public static IReadOnlyList<MethodParameter> Of(IReadOnlyList<Node> nodes, int[] uses, ClassScope scope, bool onDevice) =>
        Sort(
            nodes
                .Where((node, i) => node is Node.Input && uses[i] > 0)
                .Cast<Node.Input>()
                .Select(input => input.Source.Accept(new ParameterOfInput(scope, onDevice), input.Type))
                .OfType<MethodParameter>(),
            scope
        );

    public static IReadOnlyList<MethodParameter> Sort(IEnumerable<MethodParameter> parameters, ClassScope scope)
    {
        var variables = scope.Variables.ToList();
        return
        [
            .. parameters
                .Distinct()
                .OrderBy(parameter => parameter.Kind == ParameterKind.GivenTensor ? ParameterKind.Given : parameter.Kind)
                .ThenBy(parameter => parameter.Kind == ParameterKind.Network ? variables.IndexOf(parameter.Name) : 0),
        ];
    }

    public static IEnumerable<string> Networks(this IEnumerable<MethodParameter> parameters) =>
        parameters.Where(parameter => parameter.Kind == ParameterKind.Network).Select(parameter => parameter.Name);

    public static bool Has(this IEnumerable<MethodParameter> parameters, ParameterKind kind) =>
        parameters.Any(parameter => parameter.Kind == kind);

    public static IEnumerable<MethodParameter> Without(this IEnumerable<MethodParameter> parameters, params ParameterKind[] kinds) =>
        parameters.Where(parameter => !kinds.Contains(parameter.Kind));

    /// <summary>The same as the caller gives it: not on the device.</summary>
    public static MethodParameter FromCaller(MethodParameter parameter, ClassScope scope) =>
        parameter.Kind == ParameterKind.GivenTensor
            ? new(ParameterKind.Given, parameter.Source, scope.GivenType(parameter.Source))
            : parameter;

    /// <summary>The same for the form without tensors, which has networks and draws of its own.</summary>
    public static MethodParameter OnCpu(MethodParameter parameter) =>
        parameter.Kind switch
        {
            ParameterKind.Network => parameter with { Type = RuntimeTypes.CpuNetwork },
            ParameterKind.Draws => parameter with { Type = RuntimeTypes.CpuDraws },
            ParameterKind.Batch or ParameterKind.Given or ParameterKind.GivenTensor or ParameterKind.Statistic or ParameterKind.OfRun =>
                parameter,
        };
}
