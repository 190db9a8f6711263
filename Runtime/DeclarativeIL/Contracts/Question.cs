using System.ComponentModel;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>One question put to a network for every row of a batch of n rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract record Question
{
    /// <summary>The same question about other tensors.</summary>
    internal virtual Question With(Func<Tensor, Tensor> each) => this;

    /// <summary>
    /// True if a gradient of the answer will go back to the network's parameters in a step of training: layers that differ in
    /// training (dropout, batch normalisation) then behave so, but for those that were put into evaluation mode. All other
    /// questions are answered as in evaluation, and leave the network as it is. Generated steps say it of what they train.
    /// </summary>
    public bool Trains { get; init; }
}

/// <summary>log pi(action | state) -> [n].</summary>
/// <param name="Action">[n, a]; a discrete action is one column holding its number.</param>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.LogProb)]
public sealed record LogProbQuestion(Tensor Action, Tensor State) : Question, IPolicyQuestion, IActQuestion
{
    Tensor IActQuestion.Acts => Action;
    bool IActQuestion.AreSeveral => false;

    internal override Question With(Func<Tensor, Tensor> each) => this with { Action = each(Action), State = each(State) };
}

/// <summary>Entropy of pi(. | state) -> [n], in nats.</summary>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.Entropy)]
public sealed record EntropyQuestion(Tensor State) : Question, IPolicyQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>Mean action -> [n, a].</summary>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.Mean)]
public sealed record MeanQuestion(Tensor State) : Question, IPolicyQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>What is done in evaluation: the most likely act, of heads that say so -> [n, a]; it has no gradient.</summary>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.Mode)]
public sealed record ModeQuestion(Tensor State) : Question, IPolicyQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>Sum of the squares of all parameters -> one number (0-dimensional).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SquaredWeightsQuestion : Question;

/// <summary>log pi of K acts in one state -> [n, K].</summary>
/// <param name="Actions">[n, K, a].</param>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.LogProb)]
public sealed record LogProbsOfQuestion(Tensor Actions, Tensor State) : Question, IPolicyQuestion, IActQuestion
{
    Tensor IActQuestion.Acts => Actions;
    bool IActQuestion.AreSeveral => true;

    internal override Question With(Func<Tensor, Tensor> each) => this with { Actions = each(Actions), State = each(State) };
}

/// <summary>log pi of every discrete action -> [n, actions].</summary>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.LogProbs)]
public sealed record LogProbsQuestion(Tensor State) : Question, IPolicyQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>
/// One sampled action a row -> [n, a]; differentiable through the parameters where the policy is an
/// <see cref="IReparameterisedPolicy"/>.
/// </summary>
/// <param name="State">[n, s].</param>
/// <param name="Draws">Where the draws come from.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.Sample)]
public sealed record SampleQuestion(Tensor State, DrawBatch Draws) : Question, IPolicyQuestion, IDrawQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>
/// log pi(a | state) of the action a that a <see cref="SampleQuestion"/> about the same draws gives -> [n], without the way back from a to
/// the draws, on which digits are lost; differentiable through the parameters, those that a is made of included, where the policy is an
/// <see cref="IReparameterisedPolicy"/>.
/// </summary>
/// <param name="State">[n, s].</param>
/// <param name="Draws">Where the draws come from.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.SampleLogProb)]
public sealed record SampleLogProbQuestion(Tensor State, DrawBatch Draws) : Question, IPolicyQuestion, IDrawQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>What imitation minimises -> [n]: what a head declares as its fit, or -log pi(action | state).</summary>
/// <param name="Action">[n, a]; a discrete action is one column holding its number.</param>
/// <param name="State">[n, s].</param>
/// <param name="Draws">Where the draws come from, of a head whose fit draws.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.Fit)]
public sealed record FitQuestion(Tensor Action, Tensor State, DrawBatch Draws) : Question, IPolicyQuestion, IActQuestion, IDrawQuestion
{
    Tensor IActQuestion.Acts => Action;
    bool IActQuestion.AreSeveral => false;

    internal override Question With(Func<Tensor, Tensor> each) => this with { Action = each(Action), State = each(State) };
}

/// <summary>V(s) -> [n].</summary>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ValueQuestion(Tensor State) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>Q(s, a) -> [n].</summary>
/// <param name="State">[n, s].</param>
/// <param name="Act">[n, a].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ActValueQuestion(Tensor State, Tensor Act) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State), Act = each(Act) };
}

/// <summary>f(s, a, s') -> [n].</summary>
/// <param name="State">[n, s].</param>
/// <param name="Act">[n, a].</param>
/// <param name="Next">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record StepValueQuestion(Tensor State, Tensor Act, Tensor Next) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State), Act = each(Act), Next = each(Next) };
}

/// <summary>phi(s) -> [n, f].</summary>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record FeaturesQuestion(Tensor State) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>A field's vector at a point and a time -> [n, f].</summary>
/// <param name="State">[n, s].</param>
/// <param name="Point">[n, f].</param>
/// <param name="Time">[n], from 0 to 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record FieldQuestion(Tensor State, Tensor Point, Tensor Time) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State), Point = each(Point), Time = each(Time) };
}

/// <summary>A trained number -> one number (0-dimensional).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CoefficientQuestion : Question;

/// <summary>Mean of the members' mean acts -> [n, a].</summary>
/// <param name="State">[n, s], the same rows for all members.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.Mean, IsWhole = true)]
public sealed record EnsembleMeanQuestion(Tensor State) : Question, IPolicyQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>Covariance of the members' mean acts, divided by their number -> [n, a, a].</summary>
/// <param name="State">[n, s], the same rows for all members.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.Mean, IsWhole = true)]
public sealed record EnsembleCovarianceQuestion(Tensor State) : Question, IPolicyQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>Entropy of the mean distribution less the mean entropy -> [n], in nats.</summary>
/// <param name="State">[n, s], the same rows for all members.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.LogProbs, IsWhole = true)]
public sealed record EnsembleDisagreementQuestion(Tensor State) : Question, IPolicyQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>log of the members' mean probability of every discrete action -> [n, actions].</summary>
/// <param name="State">[n, s], the same rows for all members.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AnsweredBy(HeadMember.LogProbs, IsWhole = true)]
public sealed record EnsembleLogProbsQuestion(Tensor State) : Question, IPolicyQuestion
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>Makes questions of what they are about, where that was columns.</summary>
internal static class Questions
{
    private static readonly Dictionary<Type, Func<IQuestionArguments, Question>> Makers = new()
    {
        [typeof(LogProbQuestion)] = static about => new LogProbQuestion(about.Rows(0), about.Rows(1)),
        [typeof(EntropyQuestion)] = static about => new EntropyQuestion(about.Rows(0)),
        [typeof(MeanQuestion)] = static about => new MeanQuestion(about.Rows(0)),
        [typeof(ModeQuestion)] = static about => new ModeQuestion(about.Rows(0)),
        [typeof(SquaredWeightsQuestion)] = static _ => new SquaredWeightsQuestion(),
        [typeof(LogProbsOfQuestion)] = static about => new LogProbsOfQuestion(about.Rows(0), about.Rows(1)),
        [typeof(LogProbsQuestion)] = static about => new LogProbsQuestion(about.Rows(0)),
        [typeof(SampleQuestion)] = static about => new SampleQuestion(about.Rows(0), about.Draws(1)),
        [typeof(SampleLogProbQuestion)] = static about => new SampleLogProbQuestion(about.Rows(0), about.Draws(1)),
        [typeof(FitQuestion)] = static about => new FitQuestion(about.Rows(0), about.Rows(1), about.Draws(2)),
        [typeof(ValueQuestion)] = static about => new ValueQuestion(about.Rows(0)),
        [typeof(ActValueQuestion)] = static about => new ActValueQuestion(about.Rows(0), about.Rows(1)),
        [typeof(StepValueQuestion)] = static about => new StepValueQuestion(about.Rows(0), about.Rows(1), about.Rows(2)),
        [typeof(FeaturesQuestion)] = static about => new FeaturesQuestion(about.Rows(0)),
        [typeof(FieldQuestion)] = static about => new FieldQuestion(about.Rows(0), about.Rows(1), about.Numbers(2)),
        [typeof(CoefficientQuestion)] = static _ => new CoefficientQuestion(),
        [typeof(EnsembleMeanQuestion)] = static about => new EnsembleMeanQuestion(about.Rows(0)),
        [typeof(EnsembleCovarianceQuestion)] = static about => new EnsembleCovarianceQuestion(about.Rows(0)),
        [typeof(EnsembleDisagreementQuestion)] = static about => new EnsembleDisagreementQuestion(about.Rows(0)),
        [typeof(EnsembleLogProbsQuestion)] = static about => new EnsembleLogProbsQuestion(about.Rows(0)),
    };

    /// <summary>The questions that can be made: every one of the library's, as a test holds.</summary>
    public static IReadOnlyCollection<Type> Known => Makers.Keys;

    /// <summary>A question.</summary>
    /// <param name="question">Its type.</param>
    /// <param name="about">What it is about.</param>
    /// <exception cref="NotSupportedException">The question is unknown.</exception>
    public static Question Make(Type question, IQuestionArguments about) =>
        Makers.TryGetValue(question, out var make)
            ? make(about)
            : throw new NotSupportedException($"Nothing is known about how {question.Name} is asked about columns.");
}
