using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>V(s); made by <c>CriticNetwork.OfState</c>.</summary>
public sealed class StateCritic : CriticNetwork, IStateCriticNetwork
{
    internal StateCritic(Body body, int stateSize, Placement at)
        : base(body, stateSize, at) { }

    /// <summary>A critic over any module of [n, stateSize] -> [n, 1], whose parameters it takes into its own.</summary>
    /// <param name="module">The module; it stays the caller's.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="another">Makes another such module, for <see cref="ICopyable.Copy"/>.</param>
    public static StateCritic Over(nn.Module<Tensor, Tensor> module, int stateSize, Func<nn.Module<Tensor, Tensor>>? another = null)
    {
        var body = new ModuleBody(module, stateSize, 1, another);
        return new StateCritic(body, stateSize, Placement.Of(body.Type, body.Device));
    }

    private protected override string Answered => "Value(state)";

    internal override Type Asked => typeof(ValueQuestion);

    private protected override IReadOnlyList<InputPart>? PartsOf(Question question) =>
        question is ValueQuestion asked ? [new InputPart("State", asked.State, StateSize)] : null;

    private protected override CpuHead CreateCpuHead() => new CpuPlain(Asked);

    private protected override BodyNetwork Create(Body body) => new StateCritic(body, StateSize, Parameters.Placement);
}

/// <summary>Q(s, a); made by <c>CriticNetwork.OfAct</c>.</summary>
public sealed class ActCritic : CriticNetwork, IActCriticNetwork
{
    private readonly ActCode? _code;

    internal ActCritic(Body body, int stateSize, Space acts, Placement at)
        : base(body, stateSize, at) => (Acts, _code) = (acts, ActCode.Of(acts));

    /// <summary>The acts that it is asked about.</summary>
    public Space Acts { get; }

    /// <summary>A critic over any module of [n, stateSize + columns of an act] -> [n, 1], whose parameters it takes into its own.</summary>
    /// <param name="module">The module; it stays the caller's.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="acts">The acts: a choice fills as many columns as it has elements.</param>
    /// <param name="another">Makes another such module, for <see cref="ICopyable.Copy"/>.</param>
    public static ActCritic Over(
        nn.Module<Tensor, Tensor> module,
        int stateSize,
        Space acts,
        Func<nn.Module<Tensor, Tensor>>? another = null
    )
    {
        var body = new ModuleBody(module, stateSize + WidthOf(acts), 1, another);
        return new ActCritic(body, stateSize, acts, Placement.Of(body.Type, body.Device));
    }

    private protected override string Answered => "Value(state, act)";

    internal override Type Asked => typeof(ActValueQuestion);

    private protected override IReadOnlyList<InputPart>? PartsOf(Question question) =>
        question is ActValueQuestion asked ? [new InputPart("State", asked.State, StateSize), ActPart(asked.Act, Acts, _code)] : null;

    private protected override CpuHead CreateCpuHead() => new CpuPlain(Asked, _code, InputForm.Vector, ActForm(Acts, _code));

    private protected override BodyNetwork Create(Body body) => new ActCritic(body, StateSize, Acts, Parameters.Placement);
}

/// <summary>f(s, a, s'); made by <c>CriticNetwork.OfStep</c>.</summary>
public sealed class StepCritic : CriticNetwork, IStepCriticNetwork
{
    private readonly ActCode? _code;

    internal StepCritic(Body body, int stateSize, Space acts, Placement at)
        : base(body, stateSize, at) => (Acts, _code) = (acts, ActCode.Of(acts));

    /// <summary>The acts that it is asked about.</summary>
    public Space Acts { get; }

    /// <summary>
    /// A critic over any module of [n, 2 stateSize + columns of an act] -> [n, 1], whose parameters it takes into its own.
    /// </summary>
    /// <param name="module">The module; it stays the caller's.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="acts">The acts: a choice fills as many columns as it has elements.</param>
    /// <param name="another">Makes another such module, for <see cref="ICopyable.Copy"/>.</param>
    public static StepCritic Over(
        nn.Module<Tensor, Tensor> module,
        int stateSize,
        Space acts,
        Func<nn.Module<Tensor, Tensor>>? another = null
    )
    {
        var body = new ModuleBody(module, 2 * stateSize + WidthOf(acts), 1, another);
        return new StepCritic(body, stateSize, acts, Placement.Of(body.Type, body.Device));
    }

    private protected override string Answered => "Value(state, act, next)";

    internal override Type Asked => typeof(StepValueQuestion);

    private protected override (int Size, int[] Columns) States => (StateSize, [0, Body.Inputs - StateSize]);

    private protected override IReadOnlyList<InputPart>? PartsOf(Question question) =>
        question is StepValueQuestion asked
            ?
            [
                new InputPart("State", asked.State, StateSize),
                ActPart(asked.Act, Acts, _code),
                new InputPart("Next", asked.Next, StateSize),
            ]
            : null;

    private protected override CpuHead CreateCpuHead() =>
        new CpuPlain(Asked, _code, InputForm.Vector, ActForm(Acts, _code), InputForm.Vector);

    private protected override BodyNetwork Create(Body body) => new StepCritic(body, StateSize, Acts, Parameters.Placement);
}
