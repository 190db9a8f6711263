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
        CheckArguments(question, rows);
        using var scope = NewDisposeScope();
        var batch = Open(question, index, rows);
        var said = equations.Say(MemberOf(question), batch);
        var answer = units.ToEnvironment(equations, MemberOf(question), _kept!.Contains(said) ? said.alias() : said);
        return Own(Each(question, rows, answer).MoveToOuterDisposeScope().DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient)
    {
        var member = MemberOf(question);
        if (!equations.HasGradient(member))
            throw equations.WithoutGradient(member);
        using var scope = NewDisposeScope();
        _arrived = gradient;
        equations.AddGradient(member, Open(question, index, rows), units.GradientToHead(member, gradient));
    }

    /// <summary>Whether the head declares what a question is about.</summary>
    public bool CanAnswer(Question question) =>
        AnsweredByAttribute.Of(question.GetType()) is { } by
        && equations.Declares(by.Member)
        && (IsStacked ? IsAskedOfMembers(by.Member) : !by.IsWhole);

    /// <summary>What draws is asked of a single policy.</summary>
    private bool IsAskedOfMembers(HeadMember member) =>
        member is not (HeadMember.Sample or HeadMember.SampleLogProb) && equations.DrawsOf(member).Count == 0;

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
        var about = question as IActQuestion;
        if (about is not null && !_acts.ContainsKey(index))
        {
            var own = units.ToHead(about.Acts);
            _acts[index] = ReferenceEquals(own, about.Acts) ? own : Own(own.DetachFromDisposeScope());
        }
        _kept ??= new(equations, OpenAll, Own);
        return new(
            layout,
            rows.Of(Outputs),
            free,
            Parameters,
            (each, first) => AddGradient(each, first, rows),
            about is { AreSeveral: true }
        )
        {
            ActTensor = about is null ? null : _acts[index],
            DrawBatch = (question as IDrawQuestion)?.Draws,
            States = (question as IPolicyQuestion)?.State,
            KeptTensors = _kept,
            RowsOfPass = rows,
        };
    }

    private static HeadMember MemberOf(Question question) => AnsweredByAttribute.Of(question.GetType())!.Member;

    private void AddGradient(Tensor each, int first, Rows rows)
    {
        var width = each.size(-1);
        if (rows.IsAll && width == Width)
        {
            var isOwn = !ReferenceEquals(each, _arrived) && !_kept!.Contains(each);
            Add(isOwn && each.dim() == Outputs.dim() && each.numel() == Outputs.numel() ? each : each.expand(Outputs.shape));
            return;
        }
        using var gradient = GradientOf(rows);
        if (width == Width)
            gradient.add_(each, Alpha.One);
        else
            gradient.narrow(-1, first, width).add_(each, Alpha.One);
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

    private void CheckArguments(Question question, Rows rows)
    {
        if (question is IDrawQuestion drawn)
            ArgumentNullException.ThrowIfNull(drawn.Draws);
        if (question is not IActQuestion about)
            return;
        var name = about.AreSeveral ? "Actions" : "Action";
        if (about.AreSeveral)
            CheckSeveral(question, name, about.Acts, rows.Count, units.Width);
        else
            CheckActs(question, name, about.Acts, rows.Count, units.Width);
        CheckChoices(question, name, about.Acts);
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
        Span<long> shape = stackalloc long[4];
        var count = 0;
        if (IsStacked)
            shape[count++] = Outputs.size(0);
        shape[count++] = rows.Count;
        if (question is IActQuestion { AreSeveral: true } about)
            shape[count++] = about.Acts.size(-2);
        if (MemberOf(question).AnswerOf() is HeadAnswer.Act or HeadAnswer.EveryAct)
            shape[count++] = answer.size(-1);
        return answer.HasShape(shape[..count]) ? answer : answer.expand(shape[..count].ToArray()).contiguous();
    }
}
