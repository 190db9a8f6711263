using System.Reflection;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>Every kind of policy answers by ONNX Runtime as by the library.</summary>
[Trait("Speed", "Slow")]
public sealed class PolicyTests
{
    private const double Tie = 1e-5; // where two choices are as good as each other, either may be chosen

    public static TheoryData<string> Policies => [.. Made.Policies.Keys.Select(static type => type.Name)];

    public static TheoryData<string> Ensembles => [.. Made.Ensembles.Keys.Select(static type => type.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Policy_answers_as_the_library(string kind)
    {
        var type = Made.Policies.Keys.Single(one => one.Name == kind);
        foreach (var build in Build.All)
        {
            using var policy = Made.Policy(type, build);
            Compare(policy, build, [policy]);
        }
    }

    [Theory]
    [MemberData(nameof(Ensembles))]
    public void Ensemble_answers_as_the_library(string kind)
    {
        var type = Made.Ensembles.Keys.Single(one => one.Name == kind);
        foreach (var build in Build.All)
        {
            using var ensemble = Made.Policy(type, build);
            var members = Enumerable.Range(0, Made.Members).Select(member => Member(ensemble, member)).ToList();
            Compare(ensemble, build, members);
            members.ForEach(static member => member.Dispose());
        }
    }

    private static PolicyNetwork Member(PolicyNetwork ensemble, int member) =>
        (PolicyNetwork)
            ensemble
                .GetType()
                .GetMethod("CopyMember", BindingFlags.Instance | BindingFlags.Public, [typeof(int)])!
                .Invoke(ensemble, [member])!;

    private static void Compare(PolicyNetwork policy, Build build, IReadOnlyList<PolicyNetwork> members)
    {
        var what = $"{policy.GetType().Name} {build}";
        var states = Made.StatesFor(policy, build, out var rows);
        using var runtime = new Runtime(OnnxModel.Of(policy));
        var found = runtime.Run(rows, ("state", states));
        var (expected, margins) = Expected(members, states, rows);

        Assert.Equal(expected.Keys.Append("mode").Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, numbers) in expected)
            Near.Check($"{what}: {name}", found[name].Values, numbers);
        CheckModes(what, policy, found["mode"].Values, states, rows, margins);
    }

    private static void CheckModes(string what, PolicyNetwork policy, float[] found, float[] states, int rows, double[] margins)
    {
        var width = policy.Actions.Width;
        var modes = new float[rows * width];
        for (var row = 0; row < rows; row++) // one by one: of several, a flow draws for one after the other
            policy.Mode(states.AsSpan(row * Made.States, Made.States), modes.AsSpan(row * width, width));
        var ties = 0;
        for (var row = 0; row < rows; row++)
            if (margins[row] <= Tie)
                ties += row < Made.Ordinary ? 1 : 0; // members that are certain of different choices are as good as each other
            else
                Near.Check(
                    $"{what}: mode of row {row}",
                    found.AsSpan(row * width, width),
                    [.. modes[(row * width)..((row + 1) * width)].Select(static number => (double)number)]
                );
        Assert.True(ties <= 1, $"{what}: found {ties} ties in ordinary states.");
    }

    /// <summary>What the members say, [members, rows, numbers], in the environment's units where a model says it in these.</summary>
    private static (Dictionary<string, double[]> Parameters, double[] Margins) Expected(
        IReadOnlyList<PolicyNetwork> members,
        float[] states,
        int rows
    )
    {
        var (all, margins) = (new Dictionary<string, List<double>>(), Enumerable.Repeat(double.PositiveInfinity, rows).ToArray());
        foreach (var member in members)
        {
            if (member is FlowPolicy)
                continue;
            var outputs = HeadOracle.OutputsOf(member, states, rows);
            for (var row = 0; row < rows; row++)
            {
                var state = states[(row * Made.States)..((row + 1) * Made.States)];
                var (said, margin) = HeadOracle.Of(member, outputs[row], state);
                margins[row] = Math.Min(margins[row], margin);
                foreach (var (name, numbers) in said)
                    (all.TryGetValue(name, out var list) ? list : all[name] = []).AddRange(InEnvironment(member, name, numbers));
            }
        }
        if (members.Count > 1 && members[0].Actions is DiscreteSpace)
            MixedMargins(all["log_probs"], members.Count, margins);
        return (all.ToDictionary(static one => one.Key, static one => one.Value.ToArray()), margins);
    }

    /// <summary>Of an ensemble of choices: how much more likely the most likely is than what comes next.</summary>
    private static void MixedMargins(List<double> logProbs, int members, double[] margins)
    {
        var choices = logProbs.Count / members / margins.Length;
        for (var row = 0; row < margins.Length; row++)
        {
            var mixed = Enumerable
                .Range(0, choices)
                .Select(k => Enumerable.Range(0, members).Sum(m => Math.Exp(logProbs[(((m * margins.Length) + row) * choices) + k])))
                .OrderDescending()
                .ToArray();
            margins[row] = Math.Log(mixed[0]) - Math.Log(mixed[1]);
        }
    }

    private static IEnumerable<double> InEnvironment(PolicyNetwork policy, string name, double[] numbers)
    {
        if (policy.Acted is not { } acted)
            return numbers;
        var each = numbers.Length / acted.Size; // numbers of a component
        return name switch
        {
            "mean" or "means" => numbers.Select((number, i) => acted.Mean[i / each] + (acted.Deviation[i / each] * number)),
            "deviations" => numbers.Select((number, i) => acted.Deviation[i / each] * number),
            "log_deviation" => numbers.Select((number, i) => number + Math.Log(acted.Deviation[i / each])),
            _ => numbers,
        };
    }
}
