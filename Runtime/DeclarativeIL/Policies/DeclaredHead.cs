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

    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows)
    {
        if (!CanAnswer(question))
            throw Unanswered(question);
        CheckAct(question, rows);
        using var scope = NewDisposeScope();
        var batch = Open(question, index, rows);
        var answer = question switch
        {
            LogProbQuestion or LogProbsOfQuestion => units.Density(equations.LogProb(batch), -1),
            EntropyQuestion => units.Density(equations.Entropy(batch), 1),
            MeanQuestion => units.ToEnvironment(equations.Mean(batch)),
            LogProbsQuestion => equations.LogProbs(batch),
            _ => units.ToEnvironment(equations.Sample(batch)),
        };
        return Own(Each(question, rows, answer).MoveToOuterDisposeScope().DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient)
    {
        using var scope = NewDisposeScope();
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
        if (act is not null && !_acts.TryGetValue(index, out var own))
            _acts[index] = Own(units.ToHead(act).alias().DetachFromDisposeScope());
        return new(layout, rows.Of(Outputs), free, Parameters, () => GradientOf(rows), question is LogProbsOfQuestion)
        {
            ActTensor = act is null ? null : _acts[index],
            DrawBatch = (question as SampleQuestion)?.Draws,
        };
    }

    private void CheckAct(Question question, Rows rows)
    {
        switch (question)
        {
            case LogProbQuestion asked:
                CheckActs(asked, "Action", asked.Action, rows.Count, units.Width);
                if (units.Choices is { } number)
                    Check.Indices(asked, "Action", asked.Action, number);
                break;
            case SampleQuestion asked:
                ArgumentNullException.ThrowIfNull(asked.Draws);
                break;
            case LogProbsOfQuestion asked:
                CheckSeveral(asked, "Actions", asked.Actions, rows.Count, units.Width);
                if (units.Choices is { } count)
                    Check.Indices(asked, "Actions", asked.Actions, count);
                break;
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
