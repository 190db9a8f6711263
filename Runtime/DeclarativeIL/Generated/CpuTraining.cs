using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
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
    private readonly CpuNetwork?[] _cached, // of the present phase
        _cachedHeld; // about rows that are held back
    private CpuDraws? _draws,
        _heldDraws;
    private bool _isAhead; // of the networks, by steps that were not stored yet

    private CpuTraining(
        CpuNetwork[] networks,
        (IReadOnlyList<INetwork> Trained, IReadOnlyList<INetwork> Asked) given,
        (string[] Losses, string[] Metrics) names,
        TrainingOptions options
    )
        : base(given.Trained, given.Asked, options)
    {
        FlatParameters[] parameters = [.. given.Trained.Select(static network => network.Parameters)];
        (_networks, _parameters, _trained, _names) = (networks, parameters, given.Trained.Count, names);
        (_losses, _metrics) = (new double[names.Losses.Length], new double[names.Metrics.Length]);
        (_follows, _cached) = (new bool[networks.Length], new CpuNetwork?[networks.Length]);
        _cachedHeld = options.Validation is null ? _cached : new CpuNetwork?[networks.Length];
    }

    /// <summary>A network of the phase: those that train first.</summary>
    public CpuNetwork this[int index] => _networks[index];

    /// <summary>A network of the phase that does not change, which answers about rows that it has answered about as it did then.</summary>
    /// <exception cref="InvalidOperationException">Its answers are not kept.</exception>
    public CpuNetwork Cached(int index) =>
        (IsValidating ? _cachedHeld : _cached)[index]
        ?? throw new InvalidOperationException($"Found no answers of network {index}; expected a feed that keeps them.");

    /// <summary>The draws of the present step.</summary>
    /// <exception cref="InvalidOperationException">Nothing said where they come from.</exception>
    public CpuDraws Draws =>
        (IsValidating ? _heldDraws : _draws) ?? throw new InvalidOperationException("Found no draws; expected DrawFrom.");

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
    public override void DrawFrom(SeedSequence seeds)
    {
        _draws = new(seeds);
        if (Validation is not null)
            _heldDraws = new(new SeedSequence(Validation.Seed).Child("draws"));
    }

    /// <inheritdoc/>
    public override PhaseFeed<TRow> Feed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, bool comparesRows) =>
        FeedOf(
            data,
            (rows, isHeld) => new CpuPhaseFeed<TRow>(this, new(rows, isHeld ? null : Drawn) { LeastRows = comparesRows ? 2 : 1 }, isHeld)
        );

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
        return FeedOf(
            data,
            (rows, isHeld) =>
            {
                var (how, share) = isHeld ? (Bootstrap.None, 1) : (bootstrap, fraction); // all members are asked about all held rows
                var feed = new CpuFeed<TRow>(rows, members, how, seeds, share, isHeld ? null : Drawn) { LeastRows = comparesRows ? 2 : 1 };
                return new CpuPhaseFeed<TRow>(this, feed, isHeld);
            }
        );
    }

    /// <summary>Keeps, to the end of the phase, what a network that does not change answers about each row.</summary>
    internal void Cache(int index, int rows, bool areHeld) => (areHeld ? _cachedHeld : _cached)[index] = _networks[index].Cached(rows);

    /// <inheritdoc/>
    internal override void Recache(int index, int rows)
    {
        _cached[index]?.Dispose();
        Cache(index, rows, areHeld: false);
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
        if (IsValidating)
            return;
        _networks[target].PolyakUpdate(_networks[source], tau);
        _follows[target] = true;
    }

    /// <inheritdoc/>
    public override IDisposable? Begin(long step)
    {
        if (IsValidating)
            _heldDraws?.Begin(NextValidationStep());
        else
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
        if (IsValidating)
            return;
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
        EndValidation();
        Best?.Dispose();
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
    private protected override IEnumerable<int> Followers => Enumerable.Range(0, _follows.Length).Where(index => _follows[index]);

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
            foreach (var network in training._cached.Union(training._cachedHeld))
                network?.Dispose();
            Array.Clear(training._cached);
            Array.Clear(training._cachedHeld);
        }
    }
}
