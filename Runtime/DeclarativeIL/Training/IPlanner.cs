using DeclarativeIL.Data;

namespace DeclarativeIL.Training;

/// <summary>A policy that is computed from rewards and a model of the environment, not trained.</summary>
/// <remarks>The inner problem of inverse reinforcement learning.</remarks>
public interface IPlanner : ISampledPolicy
{
    /// <summary>Every step that the environment can take; a declared reward is asked about each of these rows.</summary>
    Dataset<Transition> Model { get; }

    /// <summary>Becomes the policy that is optimal under the given rewards.</summary>
    /// <param name="rewards">One number for each row of <see cref="Model"/>.</param>
    void Solve(ReadOnlySpan<double> rewards);
}
