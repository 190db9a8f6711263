using System.ComponentModel;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The base of the policies that are generated for heads: a body under the head's equations.</summary>
public abstract class DeclaredPolicy : HeadPolicy, IDifferentiableArguments
{
    private readonly PolicyParts _parts;
    private readonly HeadLayout _layout;
    private readonly HeadEquations _byTensors;
    private readonly FreeColumns? _free;

    /// <summary>A policy of its parts.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected DeclaredPolicy(PolicyParts parts)
        : base(Checked(parts).Body, parts.Units.Space, parts.At, FreeOf(parts))
    {
        (_parts, _layout) = (parts, PolicyParts.LayoutOf(parts.Equations, parts.Units.Space));
        _byTensors = WrittenKernels.ByTensors(parts.Equations);
        parts.Units.Follow(Parameters);
        _layout.CheckStates(parts.Equations.Columns, StateSize);
        if (_layout.Free > 0)
        {
            var slots = Parameters.Slots.TakeLast(_layout.FreeColumns.Count).ToArray();
            _free = new(Parameters, parts.Equations.Columns, _layout, number => [slots[number]], number => new SlotView(slots[number]));
        }
        if (parts.Stored is { } stored)
            LoadFrom(stored);
    }

    /// <inheritdoc/>
    /// <remarks>Of a log-probability with respect to its act alone.</remarks>
    /// <exception cref="ArgumentException">There is no such question or argument, or the gradient has not the answer's shape.</exception>
    /// <exception cref="NotSupportedException">The argument is not a continuous act.</exception>
    public Tensor ArgumentGradient(NetworkOutputs answers, int question, int argument, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (answers is SplitOutputs split)
            return ArgumentGradient(split.PartOf(question, out var place), place, argument, gradient);
        var pass = Mine(answers);
        Check.Argument(pass.Questions, question, argument, index => ArgumentsOf(pass.Questions[index]));
        var asked = pass.Questions[question];
        Check.Gradient(asked, gradient, pass[question]);
        if (asked is not IActQuestion or FitQuestion || argument != 0 || !_parts.Units.IsContinuous)
            throw new NotSupportedException(
                $"{Check.Describe(asked)}: found argument {argument}; expected that of an action, which alone has a gradient here."
            );
        using var quiet = no_grad();
        using var rounded = Rounding.Of(gradient, pass[question]);
        return ((DeclaredHead)pass.Head!).ActGradient(asked, question, pass.Batch.Rows[question], rounded);
    }

    /// <summary>A policy of the same class.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract DeclaredPolicy Create(PolicyParts parts);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _free?.Dispose();
        _parts.Units.Dispose();
        base.Dispose(disposing);
    }

    internal override IReadOnlyList<(string Name, double Value)> Hyperparameters => _parts.Equations.Hyperparameters;

    private protected override bool Declares(HeadMember member) => _parts.Equations.Declares(member);

    internal override ActUnits Units => _parts.Units;

    internal override HeadEquations EquationsOfHead => _parts.Equations;

    internal override string Kind => _parts.Equations.Kind;

    private protected override PolicyNetwork Create(Body body) => Create(_parts.With(body, Parameters.Placement));

    private protected override CpuHead CreateCpuHead() => WrittenKernels.For(_parts.Equations, _layout, _parts.Units);

    private protected override int CpuExtra => _layout.Free;

    private protected override Head CreateHead(Tensor outputs) =>
        new DeclaredHead(outputs, Parameters, _byTensors, _layout, _free, _parts.Units);

    private protected override void ReadBesides(ActingScratch scratch)
    {
        scratch.Head ??= new DeclaredActing(_parts.Equations, _layout, _parts.Units);
        _free?.ToCpu(scratch.Head.Free);
    }

    private protected override void Choose(
        ReadOnlySpan<float> states,
        ReadOnlySpan<double> outputs,
        Span<float> actions,
        RandomStream? random,
        ActingScratch scratch
    ) => scratch.Head!.Act(outputs, actions, random, _layout.HasGiven ? new(scratch.States(states), 0, StateSize) : default);

    private static int ArgumentsOf(Question question) =>
        question switch
        {
            FitQuestion => 3,
            IActQuestion or IDrawQuestion => 2,
            IPolicyQuestion => 1,
            _ => 0,
        };

    private static PolicyParts Checked(PolicyParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts;
    }

    private static IEnumerable<(string Name, IReadOnlyList<long> Shape)> FreeOf(PolicyParts parts) =>
        PolicyParts
            .LayoutOf(parts.Equations, parts.Units.Space)
            .FreeColumns.Select(static column => (column.Name, (IReadOnlyList<long>)[column.Width]));

    private sealed class SlotView(ParameterSlot slot) : IFlatView
    {
        public Tensor Of(Tensor flat) => FlatParameters.View(flat, slot);
    }
}
