using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>A declared head by tensors.</summary>
internal sealed class DeclaredHead(
    Tensor outputs,
    FlatParameters parameters,
    HeadEquations equations,
    HeadLayout layout,
    FreeColumns? free,
    ActUnits units
) : Head(outputs, parameters)
{
    private readonly Dictionary<int, Tensor> _acts = []; // in the head's own units, per question
    private KeptTensors? _kept;
    private Tensor? _arrived; // the gradient of the answer, which is not this pass's own

    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows)
    {
        if (!CanAnswer(question))
            throw Unanswered(question);
        CheckAct(question, rows);
        using var scope = NewDisposeScope();
        var batch = Open(question, index, rows);
        Tensor Apart(Tensor said) => _kept!.Contains(said) ? said.alias() : said;
        var answer = question switch
        {
            LogProbQuestion or LogProbsOfQuestion => units.Density(Apart(equations.LogProb(batch)), -1),
            EntropyQuestion => units.Density(Apart(equations.Entropy(batch)), 1),
            MeanQuestion => units.ToEnvironment(Apart(equations.Mean(batch))),
            LogProbsQuestion => Apart(equations.LogProbs(batch)),
            _ => units.ToEnvironment(Apart(equations.Sample(batch))),
        };
        return Own(Each(question, rows, answer).MoveToOuterDisposeScope().DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        _arrived = gradient;
        var batch = Open(question, index, rows);
        switch (question)
        {
            case LogProbQuestion or LogProbsOfQuestion:
                equations.LogProbGradient(batch, gradient);
                break;
            case EntropyQuestion:
                equations.EntropyGradient(batch, gradient);
                break;
            case MeanQuestion:
                equations.MeanGradient(batch, units.GradientToHead(gradient));
                break;
            case LogProbsQuestion:
                equations.LogProbsGradient(batch, gradient);
                break;
            case SampleQuestion when equations.IsReparameterised:
                equations.SampleGradient(batch, units.GradientToHead(gradient));
                break;
            default:
                throw WithoutGradient($"policy with the head '{equations.Kind}'", question);
        }
    }

    /// <summary>Whether the head declares what a question is about.</summary>
    public bool CanAnswer(Question question) =>
        question switch
        {
            LogProbQuestion or LogProbsOfQuestion => equations.Declares(HeadEquations.Member.LogProb),
            EntropyQuestion => equations.Declares(HeadEquations.Member.Entropy),
            MeanQuestion or EnsembleMeanQuestion or EnsembleCovarianceQuestion => equations.Declares(HeadEquations.Member.Mean),
            LogProbsQuestion or EnsembleLogProbsQuestion or EnsembleDisagreementQuestion => equations.Declares(
                HeadEquations.Member.LogProbs
            ),
            SampleQuestion => !IsStacked && equations.Declares(HeadEquations.Member.Sample),
            _ => false,
        };

    /// <summary>That a question is not answered.</summary>
    public NotSupportedException Unanswered(Question question) => Unanswerable($"policy with the head '{equations.Kind}'", question);

    /// <summary>The gradient of a log-probability with respect to its act or acts; the caller disposes it.</summary>
    public Tensor ActGradient(Question question, int index, Rows rows, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var slope = equations.LogProbActGradient(Open(question, index, rows), gradient);
        return units.GradientFromHead(slope).expand_as(_acts[index]).contiguous().MoveToOuterDisposeScope();
    }

    private HeadTensors Open(Question question, int index, Rows rows)
    {
        var act = question switch
        {
            LogProbQuestion asked => asked.Action,
            LogProbsOfQuestion asked => asked.Actions,
            _ => null,
        };
        if (act is not null && !_acts.ContainsKey(index))
        {
            var own = units.ToHead(act);
            _acts[index] = ReferenceEquals(own, act) ? act : Own(own.DetachFromDisposeScope());
        }
        _kept ??= new(equations, OpenAll, Own);
        return new(
            layout,
            rows.Of(Outputs),
            free,
            Parameters,
            (each, first) => AddGradient(each, first, rows),
            question is LogProbsOfQuestion
        )
        {
            ActTensor = act is null ? null : _acts[index],
            DrawBatch = (question as SampleQuestion)?.Draws,
            States = StateOf(question),
            KeptTensors = _kept,
            RowsOfPass = rows,
        };
    }

    private static Tensor? StateOf(Question question) =>
        question switch
        {
            LogProbQuestion asked => asked.State,
            LogProbsOfQuestion asked => asked.State,
            EntropyQuestion asked => asked.State,
            MeanQuestion asked => asked.State,
            LogProbsQuestion asked => asked.State,
            SampleQuestion asked => asked.State,
            _ => null,
        };

    private void AddGradient(Tensor each, int first, Rows rows)
    {
        var width = each.size(-1);
        if (rows.IsAll && width == Width && each.shape.AsSpan().SequenceEqual(Outputs.shape))
        {
            Add(ReferenceEquals(each, _arrived) || _kept!.Contains(each) ? each.alias() : each);
            return;
        }
        using var own = GradientOf(rows);
        if (width == Width)
            own.add_(each, Alpha.One);
        else
            own.narrow(-1, first, width).add_(each, Alpha.One);
    }

    /// <summary>All rows of the pass, for what is computed once.</summary>
    private HeadTensors OpenAll(KeptTensors kept)
    {
        var all = new Rows(0, Outputs.size(-2), IsAll: true);
        return new(layout, Outputs, free, Parameters, (each, first) => AddGradient(each, first, all), several: false)
        {
            KeptTensors = kept,
            RowsOfPass = all,
        };
    }

    private void CheckAct(Question question, Rows rows)
    {
        switch (question)
        {
            case LogProbQuestion asked:
                CheckActs(asked, "Action", asked.Action, rows.Count, units.Width);
                CheckChoices(asked, "Action", asked.Action);
                break;
            case SampleQuestion asked:
                ArgumentNullException.ThrowIfNull(asked.Draws);
                break;
            case LogProbsOfQuestion asked:
                CheckSeveral(asked, "Actions", asked.Actions, rows.Count, units.Width);
                CheckChoices(asked, "Actions", asked.Actions);
                break;
        }
    }

    private void CheckChoices(Question question, string name, Tensor acts)
    {
        for (var i = 0; units.HasChoices && i < units.Width; i++)
            if (units[i].Choices is > 0 and var choices)
            {
                using var component = units.Width == 1 ? null : acts.narrow(-1, i, 1);
                Check.Indices(question, name, component ?? acts, choices);
            }
    }

    /// <summary>An answer for every row, where it is the same for all.</summary>
    private Tensor Each(Question question, Rows rows, Tensor answer)
    {
        var isVector = question is MeanQuestion or SampleQuestion or LogProbsQuestion;
        List<long> shape = IsStacked ? [Outputs.size(0), rows.Count] : [rows.Count];
        if (question is LogProbsOfQuestion asked)
            shape.Add(asked.Actions.size(-2));
        if (isVector)
            shape.Add(answer.size(-1));
        return answer.shape.SequenceEqual(shape) ? answer : answer.expand([.. shape]).contiguous();
    }
}
