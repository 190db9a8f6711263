using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Policies;

/// <summary>
/// A policy with a network inside its head, without tensors: each of its questions becomes questions to the network about points and times.
/// </summary>
/// <param name="network">The network, of [s | x | t].</param>
/// <param name="equations">The head.</param>
/// <param name="layout">Where its column is.</param>
/// <param name="units">The units of its acts.</param>
/// <param name="pass">The number of this pass; each asks the network by two passes of its own.</param>
internal sealed class CpuFieldNetwork(CpuNetwork network, FieldEquations equations, HeadLayout layout, ActUnits units, int pass = 0)
    : CpuNetwork
{
    private readonly List<Asked> _asked = []; // of each answer
    private readonly CpuNetwork _fits = network.Pass(2 * pass);
    private CpuNetwork? _sampled;
    private int _others;

    /// <inheritdoc/>
    public override void Load() => network.Load();

    /// <inheritdoc/>
    public override void Store() => network.Store();

    /// <inheritdoc/>
    public override void ZeroGradients() => network.ZeroGradients();

    /// <inheritdoc/>
    public override void Step(double learningRate) => network.Step(learningRate);

    /// <inheritdoc/>
    internal override double GradientSquares() => network.GradientSquares();

    /// <inheritdoc/>
    internal override void SaveOptimizer(BinaryWriter state) => network.SaveOptimizer(state);

    /// <inheritdoc/>
    internal override void RestoreOptimizer(BinaryReader state) => network.RestoreOptimizer(state);

    /// <inheritdoc/>
    public override void PolyakUpdate(CpuNetwork source, double tau) =>
        network.PolyakUpdate(
            source is CpuFieldNetwork other
                ? other.Inner
                : throw new ArgumentException($"Found {source?.GetType().Name}; expected such a policy.", nameof(source)),
            tau
        );

    private CpuNetwork Inner => network;

    /// <inheritdoc/>
    internal override void OnlyAnswer() => network.OnlyAnswer();

    /// <inheritdoc/>
    protected override CpuNetwork Again() => new CpuFieldNetwork(network, equations, layout, units, ++_others);

    /// <inheritdoc/>
    protected override void AnswerAll(IReadOnlyList<RowOutputs> answers)
    {
        for (var i = 0; i < answers.Count; i++)
            Prepare(i, answers[i]);
        _fits.Forward();
        for (var i = 0; i < answers.Count; i++)
            if (answers[i].Member == HeadMember.Sample)
                Sample(_asked[i], answers[i]);
            else
                Answer(_asked[i], answers[i]);
    }

    /// <inheritdoc/>
    protected override void Backward(IReadOnlyList<RowOutputs> answers)
    {
        for (var i = 0; i < answers.Count; i++)
            if (answers[i].Member == HeadMember.Sample && !answers[i].IsDetached && answers[i].Gradients.ContainsAnyExcept(0.0))
                throw equations.WithoutGradient(HeadMember.Sample);
            else if (_asked[i].Field is { } about)
                Propagate(_asked[i], answers[i], about);
        _fits.Backward();
    }

    private void Prepare(int index, RowOutputs answer)
    {
        if (index == _asked.Count || _asked[index].Answer != answer)
        {
            _asked.RemoveRange(index, _asked.Count - index);
            _asked.Add(new(answer, equations, layout));
        }
        var asked = _asked[index];
        if (answer.Question == typeof(SquaredWeightsQuestion))
            asked.Field = _fits.Ask<SquaredWeightsQuestion>();
        else if (answer.Member == HeadMember.Fit)
        {
            asked.Open();
            TakeActs(answer.Arguments[0], asked.Rows.Acts);
            asked.Rows.Draw(HeadMember.Fit, answer.Arguments[2]);
            asked.Rows.AskForFit();
            asked.Field = asked.Ask(_fits);
        }
        else if (answer.Member != HeadMember.Sample)
            throw new NotSupportedException($"A policy with the head '{equations.Kind}' does not answer {answer.Question.Name}.");
        if (answer.IsDetached)
            asked.Field?.Detach();
    }

    private static void Answer(Asked asked, RowOutputs answer)
    {
        var found = asked.Field!;
        if (answer.Member != HeadMember.Fit)
        {
            answer.Resize(found.Count, found.Width);
            found.Values.CopyTo(answer.Values);
            return;
        }
        answer.Resize(found.Count, 1);
        found.Values.CopyTo(asked.Rows.Answers);
        asked.Rows.Fit(answer.Values);
    }

    private void Sample(Asked asked, RowOutputs answer)
    {
        _sampled ??= network.Pass((2 * pass) + 1);
        asked.Open();
        asked.Rows.Draw(HeadMember.Sample, answer.Arguments[1]);
        asked.Rows.Start();
        for (var step = 0; step < equations.StepsOfSample; step++)
        {
            asked.Rows.AskForStep(step);
            var found = asked.Ask(_sampled);
            _sampled.Forward();
            found.Values.CopyTo(asked.Rows.Answers);
            asked.Rows.Step();
        }
        var acts = asked.Rows.End();
        units.ToEnvironment(acts);
        answer.Resize(answer.Arguments[0].Count, units.Width);
        acts.CopyTo(answer.Values);
    }

    private static void Propagate(Asked asked, RowOutputs answer, RowOutputs about)
    {
        if (answer.Member == HeadMember.Fit)
        {
            asked.Rows.FitGradient(answer.Gradients);
            asked.Rows.AnswerGradients.CopyTo(about.Gradients);
        }
        else
            answer.Gradients.CopyTo(about.Gradients);
    }

    private void TakeActs(CpuColumn acts, Span<double> into)
    {
        if (acts.Width != units.Width)
            throw new ArgumentException($"Column {acts.Name}: found acts of {acts.Width} numbers; expected {units.Width}.");
        acts.CopyTo(0, into, units.Width);
        units.ToHead(into);
    }

    /// <summary>One answer, and what the network is asked for it.</summary>
    private sealed class Asked(RowOutputs answer, FieldEquations equations, HeadLayout layout)
    {
        private readonly CpuRows _inOrder = new(); // whichever rows of a data set the states are
        private CpuColumn[] _columns = [];

        public RowOutputs Answer => answer;

        public FieldRows Rows { get; } = new(equations, layout);

        /// <summary>What the network answered; none where it is asked step by step.</summary>
        public RowOutputs? Field { get; set; }

        public void Open()
        {
            var states = Answer.Arguments[Answer.StatePlace];
            if (_columns.Length == 0)
                _columns = [states, new("points", _inOrder), new("times", _inOrder)];
            _inOrder.InOrder(1, states.Count);
            Rows.Open(states.Count);
        }

        /// <summary>Asks about the points and times of <see cref="Rows"/>.</summary>
        public RowOutputs Ask(CpuNetwork network)
        {
            var (point, time) = (_columns[1], _columns[2]);
            point.Resize(layout.Act);
            point.Set(Rows.Points);
            time.Resize(1);
            time.Set(Rows.Times);
            return network.Ask<FieldQuestion>(_columns);
        }
    }
}
