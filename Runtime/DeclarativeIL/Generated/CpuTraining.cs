using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>The networks of one phase as they train without tensors, in the order of the generated step's parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class CpuTraining : PhaseTraining
{
    private readonly CpuNetwork[] _networks;
    private readonly FlatParameters[] _parameters;
    private readonly int _trained;
    private readonly bool[] _follows;
    private readonly (string[] Losses, string[] Metrics) _names;
    private readonly double[] _losses,
        _metrics;
    private readonly CpuNetwork?[] _cached; // of the present phase
    private CpuDraws? _draws;
    private bool _isAhead; // of the networks, by steps that were not stored yet

    private CpuTraining(CpuNetwork[] networks, IReadOnlyList<INetwork> trained, (string[] Losses, string[] Metrics) names)
        : base(trained)
    {
        FlatParameters[] parameters = [.. trained.Select(static network => network.Parameters)];
        (_networks, _parameters, _trained, _names) = (networks, parameters, trained.Count, names);
        (_losses, _metrics) = (new double[names.Losses.Length], new double[names.Metrics.Length]);
        (_follows, _cached) = (new bool[networks.Length], new CpuNetwork?[networks.Length]);
    }

    /// <summary>A network of the phase: those that train first.</summary>
    public CpuNetwork this[int index] => _networks[index];

    /// <summary>A network of the phase that does not change, which answers about rows that it has answered about as it did then.</summary>
    /// <exception cref="InvalidOperationException">Its answers are not kept.</exception>
    public CpuNetwork Cached(int index) =>
        _cached[index] ?? throw new InvalidOperationException($"Found no answers of network {index}; expected a feed that keeps them.");

    /// <summary>The draws of the present step.</summary>
    /// <exception cref="InvalidOperationException">Nothing said where they come from.</exception>
    public CpuDraws Draws => _draws ?? throw new InvalidOperationException("Found no draws; expected DrawFrom.");

    /// <summary>The means of the present step's losses.</summary>
    public double[] Losses => _losses;

    /// <summary>The means of the present step's metrics.</summary>
    public double[] Metrics => _metrics;

    /// <inheritdoc/>
    public override IDisposable Open()
    {
        foreach (var network in _networks)
            network.Load();
        return new Phase(this);
    }

    /// <inheritdoc/>
    public override Tensor? Upload(Vector given) => null;

    /// <inheritdoc/>
    public override Tensor? Upload(Matrix given) => null;

    /// <inheritdoc/>
    public override void DrawFrom(SeedSequence seeds) => _draws = new(seeds);

    /// <inheritdoc/>
    public override PhaseFeed<TRow> Feed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, bool comparesRows)
    {
        if (data.Source is { } source)
            return new StreamedFeed<TRow>(this, source, rows => Feed(rows, comparesRows));
        Inspect(data);
        return new CpuPhaseFeed<TRow>(this, new(data) { LeastRows = comparesRows ? 2 : 1 });
    }

    /// <inheritdoc/>
    public override PhaseFeed<TRow> Feed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        Dataset<TRow> data,
        bool comparesRows,
        int members,
        Bootstrap bootstrap,
        SeedSequence seeds,
        double fraction = 1
    )
    {
        data.RequireMemory("members of an ensemble draw rows of their own");
        Inspect(data);
        return new CpuPhaseFeed<TRow>(this, new(data, members, bootstrap, seeds, fraction) { LeastRows = comparesRows ? 2 : 1 });
    }

    /// <summary>Keeps, to the end of the phase, what a network that does not change answers about each row.</summary>
    internal void Cache(int index, int rows) => _cached[index] = _networks[index].Cached(rows);

    /// <inheritdoc/>
    internal override void Recache(int index, int rows)
    {
        _cached[index]?.Dispose();
        Cache(index, rows);
    }

    /// <inheritdoc/>
    public override void Store()
    {
        for (var i = 0; i < _networks.Length; i++)
            if (i < _trained || _follows[i])
                _networks[i].Store();
        _isAhead = false;
    }

    /// <inheritdoc/>
    public override void PolyakUpdate(int target, int source, double tau)
    {
        _networks[target].PolyakUpdate(_networks[source], tau);
        _follows[target] = true;
    }

    /// <inheritdoc/>
    public override IDisposable? Begin(long step)
    {
        _draws?.Begin(step);
        Array.Clear(_losses);
        Array.Clear(_metrics);
        for (var i = 0; i < _trained; i++)
            _networks[i].ZeroGradients();
        return null;
    }

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        _isAhead = true;
        for (var i = 0; i < _trained; i++)
            _networks[i].Step(learningRate);
    }

    /// <summary>
    /// Ends the run; one that was stopped within an epoch leaves the networks as they were after its last step, or after the last
    /// epoch where that step left no finite numbers.
    /// </summary>
    public override void Dispose()
    {
        if (_isAhead)
            StoreFinite();
        foreach (var network in _networks)
            network.Dispose();
    }

    /// <inheritdoc/>
    internal override double GradientNorm()
    {
        var squares = 0.0;
        for (var i = 0; i < _trained; i++)
            squares += _networks[i].GradientSquares();
        return Math.Sqrt(squares);
    }

    /// <inheritdoc/>
    internal override string Form => "row by row";

    /// <inheritdoc/>
    private protected override void SaveOptimizers(BinaryWriter state)
    {
        for (var i = 0; i < _trained; i++)
            _networks[i].SaveOptimizer(state);
    }

    /// <inheritdoc/>
    private protected override void RestoreOptimizers(BinaryReader state)
    {
        for (var i = 0; i < _trained; i++)
            _networks[i].RestoreOptimizer(state);
    }

    internal override void AddTo(EpochMeans losses, EpochMeans metrics, int rows)
    {
        losses.Add(_names.Losses, _losses, rows);
        metrics.Add(_names.Metrics, _metrics, rows);
    }

    private void StoreFinite()
    {
        var before = Array.ConvertAll(_parameters, static parameters => parameters.Copy());
        Store();
        if (Array.TrueForAll(_losses, double.IsFinite) && Array.TrueForAll(_parameters, static parameters => parameters.IsFinite()))
            return;
        for (var i = 0; i < before.Length; i++)
            _parameters[i].Restore(before[i]);
    }

    /// <summary>The end of a phase: what is kept of it goes.</summary>
    private sealed class Phase(CpuTraining training) : IDisposable
    {
        public void Dispose()
        {
            foreach (var network in training._cached)
                network?.Dispose();
            Array.Clear(training._cached);
        }
    }
}
