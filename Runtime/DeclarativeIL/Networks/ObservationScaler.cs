using System.Globalization;
using DeclarativeIL.Data;

namespace DeclarativeIL.Networks;

/// <summary>The scaling of a network's inputs by that of the states among them; other inputs enter as they are.</summary>
internal sealed class ObservationScaler : InputScaler
{
    private readonly IObservationScaling _source;
    private readonly int _inputs;
    private readonly int[] _columns;
    private volatile Made _made;

    /// <param name="source">That of the states.</param>
    /// <param name="inputs">Columns of the network's input.</param>
    /// <param name="columns">Columns where a state begins.</param>
    private ObservationScaler(IObservationScaling source, int inputs, int[] columns)
    {
        (_source, _inputs, _columns) = (source, inputs, columns);
        _made = new(source.Current, inputs, columns);
    }

    /// <inheritdoc/>
    public override InputScaling Current
    {
        get
        {
            var (made, source) = (_made, _source.Current);
            if (made.Of != source)
                _made = made = new(source, _inputs, _columns);
            return made.Inputs;
        }
    }

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<float> states) => (_source as RunningScaling)?.Gather(states);

    /// <inheritdoc/>
    public override void Update() => (_source as RunningScaling)?.Update();

    /// <summary>The standardisation of a network's states that is in force.</summary>
    public static Scaling? Of(FlatParameters parameters) => (parameters.Scaler as ObservationScaler)?._source.Current;

    /// <summary>The statistics that are gathered while it trains; null where its numbers are fixed, or there are none.</summary>
    public static RunningScaling? RunningOf(FlatParameters parameters) =>
        (parameters.Scaler as ObservationScaler)?._source as RunningScaling;

    /// <summary>The numbers in words, each as it is; nothing where there is no standardisation.</summary>
    public static string Describe(FlatParameters parameters) => Describe(" standardized", Of(parameters));

    /// <summary>The numbers in words, each as it is; nothing where there is no standardisation.</summary>
    public static string Describe(string what, Scaling? by) => by is null ? "" : $"{what} {Text(by.Mean)} {Text(by.Deviation)}";

    /// <summary>Standardises the states among a network's inputs.</summary>
    public static void Set(IStandardizedNetwork network, IObservationScaling? by, int inputs, params int[] columns)
    {
        if (by is not null && by.Size != network.StateSize)
            throw new ArgumentException($"Found a standardisation of {by.Size} numbers; expected {network.StateSize}.", nameof(by));
        lock (network.Parameters.Gate)
        {
            if (network.Parameters.IsTraining)
                throw new InvalidOperationException("The network is being trained; expected one that is not.");
            network.Parameters.Scaler = by is null ? null : new ObservationScaler(by, inputs, columns);
        }
    }

    private static string Text(IEnumerable<double> numbers) =>
        string.Join(',', numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Numbers, and what was made of them.</summary>
    private sealed class Made
    {
        public Made(Scaling of, int inputs, int[] columns)
        {
            Of = of;
            var (mean, deviation) = (new double[inputs], new double[inputs]);
            Array.Fill(deviation, 1);
            foreach (var column in columns)
                for (var i = 0; i < of.Size; i++)
                    (mean[column + i], deviation[column + i]) = (of.Mean[i], of.Deviation[i]);
            Inputs = new(mean, deviation);
        }

        public Scaling Of { get; }

        public InputScaling Inputs { get; }
    }
}
