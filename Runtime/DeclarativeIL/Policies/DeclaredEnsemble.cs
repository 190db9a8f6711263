using System.ComponentModel;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The base of the ensembles that are generated for heads: stacked perceptrons under the head's equations.</summary>
/// <remarks>
/// It acts by the mean of its members' acts; sampling draws a member, all equally likely, and then from its distribution. Of discrete acts
/// it acts by the mean of the members' probabilities: by its mode, and sampling by a draw from it.
/// </remarks>
public abstract class DeclaredEnsemble : EnsembleNetwork
{
    private readonly EnsembleParts _parts;
    private readonly HeadLayout _layout;
    private readonly HeadEquations _byTensors;
    private readonly FreeColumns? _free;

    /// <summary>An ensemble of its parts.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected DeclaredEnsemble(EnsembleParts parts)
        : base(Checked(parts).Body, parts.Units.Space, parts.At)
    {
        (_parts, _layout) = (parts, PolicyParts.LayoutOf(parts.Equations, parts.Units.Space));
        _byTensors = WrittenKernels.ByTensors(parts.Equations);
        parts.Units.Follow(Parameters);
        if (_layout.Free == 0)
            return;
        var count = _layout.FreeColumns.Count;
        var own = Parameters.Slots.Count / Members; // slots of each member, its free columns last
        _free = new(
            Parameters,
            parts.Equations.Columns,
            _layout,
            number => [.. Enumerable.Range(0, Members).Select(member => Parameters.Slots[(member * own) + own - count + number])],
            number => new MembersView(parts.Body, Parameters.Slots[own - count + number])
        );
    }

    /// <summary>An ensemble of the same class.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract DeclaredEnsemble Create(EnsembleParts parts);

    /// <summary>A single policy with the present parameters of a member.</summary>
    /// <param name="member">Its number, counted from 0.</param>
    /// <param name="create">Makes a policy of its parts.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TPolicy CopyMember<TPolicy>(int member, Func<PolicyParts, TPolicy> create)
        where TPolicy : DeclaredPolicy
    {
        ArgumentNullException.ThrowIfNull(create);
        var number = Checked(member);
        return Fill(create(PolicyParts.Of(_parts.Equations, _parts.Units, Stacked.Single(), Parameters.Placement)), number);
    }

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

    internal override string Kind => _parts.Equations.Kind + "_ensemble";

    private protected override PolicyNetwork Create(Body body) => Create(_parts.With((StackedPerceptron)body, Parameters.Placement));

    private protected override CpuHead CreateCpuHead() =>
        new CpuEnsembleHead(WrittenKernels.For(_parts.Equations, _layout, _parts.Units), _parts.Units);

    private protected override int CpuExtra => _layout.Free;

    private protected override Head CreateHead(Tensor outputs) =>
        new EnsembleHead(outputs, Parameters, new DeclaredHead(outputs, Parameters, _byTensors, _layout, _free, _parts.Units));

    private protected override void ReadBesides(ActingScratch scratch)
    {
        scratch.Head ??= new DeclaredActing(_parts.Equations, _layout, _parts.Units, Members);
        _free?.ToCpu(scratch.Head.Free);
    }

    private protected override void Choose(
        ReadOnlySpan<float> states,
        ReadOnlySpan<double> outputs,
        Span<float> actions,
        RandomStream? random,
        ActingScratch scratch
    ) => scratch.Head!.ActTogether(outputs, actions, random, _layout.HasGiven ? new(scratch.States(states), 0, StateSize) : default);

    private static EnsembleParts Checked(EnsembleParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts;
    }

    private sealed class MembersView(StackedPerceptron body, ParameterSlot slot) : IFlatView
    {
        public Tensor Of(Tensor flat) => body.View(flat, slot, 1, slot.Count);
    }
}
