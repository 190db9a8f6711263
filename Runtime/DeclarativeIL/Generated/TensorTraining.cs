using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runs;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>The networks of one phase as they train by tensors, wherever they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TensorTraining : PhaseTraining
{
    private readonly INetwork[] _networks;
    private readonly Optimizer[] _optimizers;
    private readonly EpisodeWindows? _windows;
    private SeedSequence? _seeds;
    private StepDraws? _draws;
    private LossParts? _losses;
    private readonly HashSet<int> _followers = [];

    /// <summary>Makes an optimiser for each network that trains.</summary>
    /// <param name="options">The optimiser.</param>
    /// <param name="trained">The networks that train, one or more.</param>
    /// <param name="asked">The networks that are only asked, or follow one that trains.</param>
    public TensorTraining(TrainingOptions options, IReadOnlyList<INetwork> trained, IReadOnlyList<INetwork> asked)
        : base(trained, asked, options)
    {
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(asked);
        if (!Native.Tensors.IsSupported)
            throw Native.Tensors.Missing();
        (_networks, _windows) = ([.. trained, .. asked], options.Windows);
        _optimizers = [.. trained.Select(network => options.Optimizer.Create(network.Parameters))];
    }

    private bool Remembers => Array.Exists(_networks, static network => network is IModuleNetwork { MemorySize: > 0 });

    private FlatParameters First => _networks[0].Parameters;

    /// <summary>The draws of the present step.</summary>
    /// <exception cref="InvalidOperationException">Nothing said where they come from.</exception>
    public StepDraws Draws => _draws ?? throw new InvalidOperationException("Found no step with draws; expected DrawFrom, then Begin.");

    /// <summary>Takes what the present step computed; nothing is read from the device.</summary>
    public void Take(LossParts losses) => _losses = losses;

    /// <inheritdoc/>
    public override Tensor Upload(Vector given) => TensorRows.Upload(given, First.EquationType, First.Device);

    /// <inheritdoc/>
    public override Tensor Upload(Matrix given) => TensorRows.Upload(given, First.EquationType, First.Device);

    /// <inheritdoc/>
    /// <remarks>Gradients are in closed form: autograd is off meanwhile.</remarks>
    public override IDisposable Open() => no_grad();

    /// <inheritdoc/>
    public override void DrawFrom(SeedSequence seeds) => _seeds = seeds;

    /// <inheritdoc/>
    public override PhaseFeed<TRow> Feed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, bool comparesRows)
    {
        if (Remembers)
            RequireEpisodes(data);
        return FeedOf<TRow>(data, Made);

        PhaseFeed<TRow> Made(Dataset<TRow> rows, bool isHeld)
        {
            var trained = isHeld ? [] : _networks.AsSpan(0, _optimizers.Length); // nothing is normalised over a batch in evaluation
            var least = TrainingPreconditions.LeastRows(trained, comparesRows);
            return new TensorPhaseFeed<TRow>(
                Remembers
                    ? new WindowFeed<TRow>(rows, _windows, First.Type, First.Device) { LeastRows = least }
                    : new BatchFeed<TRow>(rows, First.Type, First.Device) { Drawn = isHeld ? null : Drawn, LeastRows = least }
            );
        }
    }

    private void RequireEpisodes<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data)
        where TRow : struct
    {
        data.RequireMemory("networks that remember learn from whole episodes");
        if (Drawn is not null)
            throw new NotSupportedException(
                $"Found {nameof(TrainingOptions.StepsPerEpoch)}, by which single rows are drawn, for a network that remembers; expected "
                    + $"passes over episodes ({nameof(TrainingOptions.Epochs)} alone)."
            );
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
        if (Remembers)
            throw new NotSupportedException(
                "Found a network that remembers beside the members of an ensemble, which draw rows of their own."
            );
        return FeedOf<TRow>(data, Made);

        PhaseFeed<TRow> Made(Dataset<TRow> rows, bool isHeld)
        {
            var (how, share) = isHeld ? (Bootstrap.None, 1) : (bootstrap, fraction); // all members are asked about all held rows
            return new TensorPhaseFeed<TRow>(
                new BootstrapFeed<TRow>(rows, members, how, seeds, First.Type, First.Device, share)
                {
                    Drawn = isHeld ? null : Drawn,
                    LeastRows = comparesRows ? 2 : 1,
                }
            );
        }
    }

    /// <inheritdoc/>
    public override IDisposable Begin(long step)
    {
        var scope = NewDisposeScope();
        var draws =
            _seeds is null ? null
            : IsValidating ? new StepDraws(HeldSeeds(), NextValidationStep())
            : new(_seeds, step);
        (_losses, _draws) = (null, draws);
        foreach (var optimizer in _optimizers)
            optimizer.ZeroGradients();
        return scope;
    }

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        if (IsValidating)
            return;
        foreach (var optimizer in _optimizers)
            optimizer.Step(learningRate);
    }

    /// <inheritdoc/>
    public override void PolyakUpdate(int target, int source, double tau)
    {
        if (IsValidating)
            return;
        Targets.PolyakUpdate(_networks[target], _networks[source], tau);
        _followers.Add(target);
    }

    /// <inheritdoc/>
    /// <remarks>Steps move the networks themselves.</remarks>
    public override void Store() { }

    /// <inheritdoc/>
    public override void Dispose()
    {
        EndValidation();
        Best?.Dispose();
        foreach (var optimizer in _optimizers)
            optimizer.Dispose();
    }

    /// <inheritdoc/>
    internal override double GradientNorm()
    {
        var squares = 0.0;
        using var quiet = no_grad();
        foreach (var optimizer in _optimizers)
        {
            using var norm = optimizer.Parameters.Gradients.norm();
            using var wide = norm.to(ScalarType.Float64);
            squares += Math.Pow(wide.cpu().item<double>(), 2);
        }
        return Math.Sqrt(squares);
    }

    /// <inheritdoc/>
    internal override string Form => "by tensors";

    /// <inheritdoc/>
    private protected override IEnumerable<int> Followers => _followers;

    private SeedSequence HeldSeeds() => new SeedSequence(Validation!.Seed).Child("draws");

    /// <inheritdoc/>
    private protected override void SaveOptimizers(BinaryWriter state)
    {
        foreach (var optimizer in _optimizers)
        {
            state.Write(optimizer.Steps);
            foreach (var (_, value) in optimizer.State)
                state.WriteTensor(value);
        }
    }

    /// <inheritdoc/>
    private protected override void RestoreOptimizers(BinaryReader state)
    {
        foreach (var optimizer in _optimizers)
        {
            optimizer.Steps = state.ReadInt64();
            foreach (var (name, value) in optimizer.State)
                state.ReadTensor(value, name);
        }
    }

    internal override void AddTo(EpochMeans losses, EpochMeans metrics, int rows)
    {
        var found = _losses ?? throw new InvalidOperationException("Found no losses of the step; expected Take.");
        losses.Add(found, rows);
        if (found.Metrics is { } reported)
            metrics.Add(reported, rows);
    }
}
