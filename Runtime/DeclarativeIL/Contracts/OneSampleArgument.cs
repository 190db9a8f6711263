namespace DeclarativeIL;

/// <summary>Something that a question about one sample is about.</summary>
internal readonly struct OneSampleArgument
{
    /// <summary>Its numbers; of several acts one behind the other.</summary>
    public ReadOnlyMemory<double> Numbers { get; private init; }

    /// <summary>How many acts it is; 1 for anything else.</summary>
    public int Parts { get; private init; }

    /// <summary>The draws, where it is these.</summary>
    public Draw? Draw { get; private init; }

    public static implicit operator OneSampleArgument(State state) => Of(state.Memory);

    public static implicit operator OneSampleArgument(Act act) => Of(act.Memory);

    public static implicit operator OneSampleArgument(Vector vector) => Of(vector.Memory);

    public static implicit operator OneSampleArgument(double number) => Of(new[] { number });

    public static implicit operator OneSampleArgument(Acts acts) =>
        new() { Numbers = acts.SelectMany(static act => act.Span.ToArray()).ToArray(), Parts = acts.Count };

    public static implicit operator OneSampleArgument(Draw draw) => new() { Draw = draw, Parts = 1 };

    private static OneSampleArgument Of(ReadOnlyMemory<double> numbers) => new() { Numbers = numbers, Parts = 1 };
}
