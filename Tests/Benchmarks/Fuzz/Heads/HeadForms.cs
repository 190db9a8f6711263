using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz.Heads;

/// <summary>A policy of a head in its two forms: by rows it says what it says by tensors, and learns the same.</summary>
internal static class HeadForms
{
    private const int States = 2,
        Count = 3;

    public static string? Difference(Type type, SeedSequence seed)
    {
        using var scope = NewDisposeScope();
        using var policy = Policy(type, seed);
        var random = seed.Child("forms").Stream();
        using (var noise = Normals(random, policy.Parameters.Values.shape))
        using (no_grad())
            policy.Parameters.Values.add_(noise, alpha: 0.5);
        var states = Normals(random, Count, States);
        using var sampled = policy.Forward(new SampleQuestion(states, new StepDraws(seed, 1).Draw("act")));
        var acts = sampled[0].clone();
        foreach (var question in HeadQuestions.Asked(policy, states, acts, seed))
        {
            var (byRows, byTensors, steppedByRows, steppedByTensors) = HeadQuestions.InBothForms(policy, question, states, acts, seed);
            var name = question.GetType().Name;
            if (
                (Compare(name, byRows, byTensors) ?? Compare(name + ", a step's parameters", steppedByRows, steppedByTensors)) is
                { } different
            )
                return different;
        }
        return null;
    }

    private static DeclaredPolicy Policy(Type type, SeedSequence seed)
    {
        var constructor = type.GetConstructors()
            .First(made =>
                made.GetParameters().Any(parameter => parameter.ParameterType == typeof(ScalarType))
                && made.GetParameters().Any(parameter => parameter.Name == "hidden")
            );
        return (DeclaredPolicy)
            constructor.Invoke([
                .. constructor
                    .GetParameters()
                    .Select(parameter =>
                        parameter switch
                        {
                            { Name: "hidden" } => new[] { 4 },
                            _ when parameter.ParameterType == typeof(BoxSpace) => new BoxSpace([-1, -2], [1, 2]),
                            _ when parameter.ParameterType == typeof(DiscreteSpace) => new DiscreteSpace(3),
                            _ when parameter.ParameterType == typeof(Activation) => Activation.Tanh,
                            _ when parameter.ParameterType == typeof(SeedSequence) => seed,
                            _ when parameter.ParameterType == typeof(ScalarType) => ScalarType.Float64,
                            { HasDefaultValue: true } => parameter.DefaultValue,
                            _ when parameter.ParameterType == typeof(int) => parameter.Position == 0 ? States : 3,
                            _ => throw new InvalidOperationException($"Found the parameter {parameter}; expected one that is known."),
                        }
                    ),
            ]);
    }

    private static string? Compare(string what, double[] byRows, double[] byTensors)
    {
        var failures = new List<string>();
        for (var i = 0; i < byTensors.Length; i++)
            HeadLaws.Near(failures, $"{what} {i}, by rows against by tensors", byRows[i], byTensors[i], 1e-10);
        return failures.Count == 0 ? null : string.Join(Environment.NewLine, failures);
    }

    private static Tensor Normals(RandomStream random, params long[] shape)
    {
        var numbers = new double[shape.Aggregate(1L, static (product, size) => product * size)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextGaussian();
        return tensor(numbers, shape, ScalarType.Float64);
    }
}
