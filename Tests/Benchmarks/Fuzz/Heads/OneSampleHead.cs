using System.Reflection;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Fuzz.Heads;

/// <summary>The record of a declared head with one setting of its columns: what its members mean.</summary>
internal sealed class OneSampleHead(object record)
{
    /// <summary>A record with a trial's columns.</summary>
    public static OneSampleHead Of(Type type, HeadTrial trial)
    {
        var constructor = type.GetConstructors().First(made => made.GetParameters() is not [{ ParameterType: var only }] || only != type);
        var layout = new HeadLayout(trial.Equations.Columns, trial.Space);
        var names = trial.Equations.Columns.Select(static column => column.Name).ToList();
        return new(
            constructor.Invoke([
                .. constructor
                    .GetParameters()
                    .Select(parameter =>
                        parameter.HasDefaultValue
                            ? parameter.DefaultValue
                            : Column(parameter.ParameterType, trial, layout[Place(names, parameter.Name!)])
                    ),
            ])
        );
    }

    /// <summary>Compares what the equations say with what the record says.</summary>
    /// <param name="key">Of the draws of samples.</param>
    /// <returns>All that was said.</returns>
    public List<double> Compare(HeadTrial trial, ulong key, List<string> failures)
    {
        var said = new List<double>();
        void Same(string member, double[] found, double[] expected)
        {
            said.AddRange(found);
            for (var i = 0; i < expected.Length; i++)
                HeadLaws.Near(failures, $"{member}, component {i}", found[i], expected[i], 1e-10);
        }

        var act = trial.Sample(key);
        Same("LogProb", [trial.LogProb(act)], [(double)Call("LogProb", ActOf(trial.Space, act))!]);
        if (trial.Space is BoxSpace)
        {
            var random = new RandomStream(key);
            var z = new Gaussian(new Vector(act.Select(_ => random.NextGaussian()).ToArray()));
            Same("Sample", act, Numbers(Call("Sample", z)));
            if (trial.Has(HeadMember.SampleLogProb) && Declares("LogProb", typeof(Gaussian)))
                Same("SampleLogProb", [trial.SampleLogProb(key)], [(double)Call("LogProb", z)!]);
        }
        foreach (var member in (HeadMember[])[HeadMember.Entropy, HeadMember.Mean, HeadMember.LogProbs, HeadMember.Mode])
            if (trial.Has(member) && record.GetType().GetProperty(member.ToString()) is { } property)
                Same(member.ToString(), trial.Value(member), Numbers(property.GetValue(record)));
        return said;
    }

    private bool Declares(string member, Type parameter) => record.GetType().GetMethod(member, [parameter]) is not null;

    private object? Call(string member, object argument) =>
        record.GetType().GetMethod(member, BindingFlags.Instance | BindingFlags.Public, [argument.GetType()])!.Invoke(record, [argument]);

    private static int Place(List<string> names, string parameter) =>
        names.FindIndex(name =>
            string.Equals(name.Replace("_", "", StringComparison.Ordinal), parameter, StringComparison.OrdinalIgnoreCase)
        );

    private static object Column(Type type, HeadTrial trial, (bool IsFree, int First, int Width) place)
    {
        var numbers = (place.IsFree ? trial.Free : trial.Outputs).AsSpan(place.First, place.Width).ToArray();
        return type == typeof(double) ? numbers[0]
            : type == typeof(Vector) ? new Vector(numbers)
            : (object)new Act(numbers);
    }

    private static Act ActOf(Space space, double[] act) => space is DiscreteSpace ? Act.Discrete((int)act[0]) : new Act(act);

    private static double[] Numbers(object? answer) =>
        answer switch
        {
            double number => [number],
            Vector vector => vector.Span.ToArray(),
            Act act => act.Span.ToArray(),
            _ => throw new InvalidOperationException($"Found {answer}; expected a number, a vector or an act."),
        };
}
