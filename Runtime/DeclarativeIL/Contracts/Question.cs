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
public sealed record LogProbQuestion(Tensor Action, Tensor State) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { Action = each(Action), State = each(State) };
}

/// <summary>Entropy of pi(. | state) -> [n], in nats.</summary>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record EntropyQuestion(Tensor State) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>Mean action -> [n, a].</summary>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record MeanQuestion(Tensor State) : Question
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
public sealed record LogProbsOfQuestion(Tensor Actions, Tensor State) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { Actions = each(Actions), State = each(State) };
}

/// <summary>log pi of every discrete action -> [n, actions].</summary>
/// <param name="State">[n, s].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LogProbsQuestion(Tensor State) : Question
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
public sealed record SampleQuestion(Tensor State, DrawBatch Draws) : Question
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
public sealed record SampleLogProbQuestion(Tensor State, DrawBatch Draws) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
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
public sealed record EnsembleMeanQuestion(Tensor State) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>Covariance of the members' mean acts, divided by their number -> [n, a, a].</summary>
/// <param name="State">[n, s], the same rows for all members.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record EnsembleCovarianceQuestion(Tensor State) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>Entropy of the mean distribution less the mean entropy -> [n], in nats.</summary>
/// <param name="State">[n, s], the same rows for all members.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record EnsembleDisagreementQuestion(Tensor State) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}

/// <summary>log of the members' mean probability of every discrete action -> [n, actions].</summary>
/// <param name="State">[n, s], the same rows for all members.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record EnsembleLogProbsQuestion(Tensor State) : Question
{
    internal override Question With(Func<Tensor, Tensor> each) => this with { State = each(State) };
}
