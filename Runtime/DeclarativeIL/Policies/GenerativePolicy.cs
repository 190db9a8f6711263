using System.ComponentModel;
using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// The base of the policies that are generated for heads with a network inside (flow matching, diffusion): a sample asks the network in
/// each of its steps, what imitation minimises asks it once. The body takes [s | x | t], x a point as wide as an act, t a time.
/// </summary>
public abstract partial class GenerativePolicy : PolicyNetwork, ISampledPolicy, IFitPolicy
{
    private readonly PolicyParts _parts;
    private readonly FieldEquations _equations;
    private readonly HeadLayout _layout;
    private readonly FieldNetwork _field; // a view of the body and the parameters

    /// <summary>A policy of its parts.</summary>
    /// <exception cref="NotSupportedException">The body remembers: steps of a sample are no steps of an episode.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected GenerativePolicy(PolicyParts parts)
        : base(Checked(parts).Body, parts.Units.Space, parts.At)
    {
        if (Body.MemorySize > 0)
            throw new NotSupportedException("Found a body that remembers; expected one that does not under a head with a network inside.");
        (_parts, _equations) = (parts, (FieldEquations)parts.Equations);
        if (_equations.StepsOfSample is < 1 or > FieldEquations.MostSteps)
            throw new ArgumentException(
                $"Found {_equations.StepsOfSample} steps of a sample; expected 1 to {FieldEquations.MostSteps}.",
                nameof(parts)
            );
        _layout = PolicyParts.LayoutOf(_equations, parts.Units.Space);
        _field = new(Body, Parameters);
        _pool = new(() => new(CpuBackend.TryCreateActing(Body, Parameters, 0), _equations, _layout, StateSize));
        parts.Units.Follow(Parameters);
        if (parts.Stored is { } stored)
            LoadFrom(stored);
    }

    /// <inheritdoc/>
    public override NetworkOutputs Forward(params ReadOnlySpan<Question> questions)
    {
        lock (Parameters.Gate)
        {
            using var quiet = no_grad();
            var answers = new GenerativeOutputs(this, questions);
            try
            {
                answers.Take(_field.Forward([.. answers.Questions.Select(question => Inner(question, answers)).OfType<Question>()]));
                for (var i = 0; i < questions.Length; i++)
                    answers.Set(i, Answer(answers, i));
                return answers;
            }
            catch
            {
                answers.Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(NetworkOutputs answers, params ReadOnlySpan<Tensor?> gradients)
    {
        if (answers is not GenerativeOutputs pass || pass.Owner != this)
            throw new ArgumentException("These answers are not this network's.", nameof(answers));
        if (gradients.Length != pass.Count)
            throw new ArgumentException($"Found {gradients.Length} gradients; expected {pass.Count}, one an answer.", nameof(gradients));
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var ofField = new Tensor?[pass.Field.Count];
        for (var i = 0; i < gradients.Length; i++)
            if (gradients[i] is { } given)
            {
                Check.Gradient(pass.Questions[i], given, pass[i]);
                if (pass.Place(i) is not { } place)
                    throw _equations.WithoutGradient(HeadMember.Sample);
                var gradient = Rounding.Of(given, pass[i]);
                ofField[place] = pass.Questions[i] is FitQuestion fit ? FitGradient(fit, pass.Field[place], gradient) : gradient;
            }
        _field.Backward(pass.Field, ofField);
    }

    /// <summary>A policy of the same class.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract GenerativePolicy Create(PolicyParts parts);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _parts.Units.Dispose();
        base.Dispose(disposing);
    }

    internal override IReadOnlyList<(string Name, double Value)> Hyperparameters => _equations.Hyperparameters;

    internal override int InputsBesides => Actions.Width + 1;

    private protected override bool Declares(HeadMember member) => _equations.Declares(member);

    internal override ActUnits Units => _parts.Units;

    internal override HeadEquations EquationsOfHead => _equations;

    internal override string Kind => _equations.Kind;

    private protected override PolicyNetwork Create(Body body) => Create(_parts.With(body, Parameters.Placement));

    private protected override CpuNetwork? OnCpu(Optimization.OptimizerOptions? optimizer, int threads) =>
        ((ICpuTrainable)_field).OnCpu(optimizer, threads) is { } field
            ? new CpuFieldNetwork(field, _equations, _layout, _parts.Units)
            : null;

    /// <summary>What the network is asked for a question; nothing for a sample, which asks it step by step.</summary>
    private Question? Inner(Question question, GenerativeOutputs answers)
    {
        switch (question)
        {
            case SquaredWeightsQuestion or SampleQuestion:
                return question as SquaredWeightsQuestion;
            case FitQuestion fit:
                Check.Tensor(fit, "Action", fit.Action, Parameters, fit.State.size(0), _parts.Units.Width);
                using (var scope = NewDisposeScope())
                {
                    var batch = Open(fit.State, null, fit);
                    var (point, time) = (_equations.FitPoint(batch), _equations.FitTime(batch));
                    return new FieldQuestion(fit.State, answers.Own(point.contiguous()), answers.Own(time.contiguous()))
                    {
                        Trains = fit.Trains,
                    };
                }
            default:
                throw new NotSupportedException($"A policy with the head '{_equations.Kind}' does not answer {Check.Describe(question)}.");
        }
    }

    private Tensor Answer(GenerativeOutputs answers, int index)
    {
        using var scope = NewDisposeScope();
        var answer = answers.Questions[index] switch
        {
            SampleQuestion asked => Sample(asked),
            FitQuestion asked => _equations.Fit(Open(answers.Field[answers.Place(index)!.Value], null, asked)),
            _ => answers.Field[answers.Place(index)!.Value].alias(),
        };
        return answer.MoveToOuterDisposeScope().DetachFromDisposeScope();
    }

    private Tensor Sample(SampleQuestion asked)
    {
        var carried = _equations.SampleStart(Open(asked.State, asked.Draws));
        for (var step = 0; step < _equations.StepsOfSample; step++)
        {
            var batch = Open(asked.State, asked.Draws, null, carried, step);
            using var answers = _field.Forward(
                new FieldQuestion(asked.State, _equations.StepPoint(batch).contiguous(), _equations.StepTime(batch).contiguous())
            );
            carried = _equations.Step(Open(answers[0], asked.Draws, null, carried, step));
        }
        return _parts.Units.ToEnvironment(_equations.SampleEnd(Open(asked.State, asked.Draws, null, carried)));
    }

    private Tensor FitGradient(FitQuestion fit, Tensor field, Tensor gradient)
    {
        Tensor? found = null;
        _equations.FitGradient(
            Open(field, null, fit, add: (each, _) => found = found is null ? each : found.add(each, Alpha.One)),
            gradient
        );
        return found ?? zeros_like(field);
    }

    /// <summary>
    /// Rows as the equations see them: over what the network answered, [n, a], or anything of n rows before it has.
    /// </summary>
    private HeadTensors Open(
        Tensor answers,
        DrawBatch? draws,
        FitQuestion? fit = null,
        Tensor? carried = null,
        int step = 0,
        Action<Tensor, int>? add = null
    ) =>
        new(_layout, answers, null, Parameters, add ?? (static (_, _) => { }), several: false)
        {
            ActTensor = fit is null ? null : _parts.Units.ToHead(fit.Action),
            DrawBatch = draws ?? fit?.Draws,
            CarriedTensor = carried,
            StepNumber = step,
        };

    private static PolicyParts Checked(PolicyParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts;
    }
}
