using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Environments;

namespace DeclarativeIL.Games;

/// <summary>What training asks a game's loop for.</summary>
internal enum FrameRequest
{
    None,
    Reset,
    Step,
    Restart,
}

/// <summary>
/// The memory through which one training thread and one engine thread talk. Given up by a cancelled run, it is replaced and never used
/// again, so that a frame that still works on it harms nobody.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its semaphore holds no handle, and a frame may release it after the run gave up.")]
internal sealed class FrameExchange(int agents, int observation, int action)
{
    public readonly float[] Observations = new float[agents * observation],
        Finals = new float[agents * observation],
        Actions = new float[agents * action];

    public readonly StepResult[] Results = new StepResult[agents];

    /// <summary>Released once per request, when it is done.</summary>
    public readonly SemaphoreSlim Done = new(0);

    /// <summary>Written last by who asks, and read first by the engine.</summary>
    public volatile FrameRequest Request;

    /// <summary>Why there is no result.</summary>
    public volatile Exception? Fault;

    public ulong Seed;
    public int Agent;
}
