using System.ComponentModel;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// The equations of a head with a network inside: of the state, a point and a time, as wide as an act. A fit asks it once; a sample asks it
/// in each of its steps. Generated from the declaration, in both forms.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FieldEquations : HeadEquations
{
    /// <summary>The most steps of a sample.</summary>
    internal const int MostSteps = 10_000;

    /// <summary>Steps of a sample, 1 or more.</summary>
    public abstract int StepsOfSample { get; }

    /// <inheritdoc/>
    /// <remarks>What the network answers.</remarks>
    public override IReadOnlyList<HeadColumn> Columns { get; } = [new("field", false, false)];

    /// <summary>Writes the points that a fit asks about.</summary>
    public abstract void FitPoint(HeadRows rows);

    /// <summary>Writes the times that a fit asks about.</summary>
    public abstract void FitTime(HeadRows rows);

    /// <summary>Writes what a sample starts from.</summary>
    public abstract void SampleStart(HeadRows rows);

    /// <summary>Writes the points that a step asks about.</summary>
    public abstract void StepPoint(HeadRows rows);

    /// <summary>Writes the times that a step asks about.</summary>
    public abstract void StepTime(HeadRows rows);

    /// <summary>Writes what a step makes of what was there and of the answers.</summary>
    public abstract void Step(HeadRows rows);

    /// <summary>Writes the acts, when all steps are done.</summary>
    public abstract void SampleEnd(HeadRows rows);

    /// <summary>The points that a fit asks about -> [n, a].</summary>
    public abstract Tensor FitPoint(HeadTensors batch);

    /// <summary>The times that a fit asks about -> [n].</summary>
    public abstract Tensor FitTime(HeadTensors batch);

    /// <summary>What a sample starts from -> [n, a].</summary>
    public abstract Tensor SampleStart(HeadTensors batch);

    /// <summary>The points that a step asks about -> [n, a].</summary>
    public abstract Tensor StepPoint(HeadTensors batch);

    /// <summary>The times that a step asks about -> [n].</summary>
    public abstract Tensor StepTime(HeadTensors batch);

    /// <summary>What a step makes of what was there and of the answers -> [n, a].</summary>
    public abstract Tensor Step(HeadTensors batch);

    /// <summary>The acts, when all steps are done -> [n, a].</summary>
    public abstract Tensor SampleEnd(HeadTensors batch);

    /// <inheritdoc/>
    internal override int InputsBesides(Space actions) => actions.Width + 1;
}
