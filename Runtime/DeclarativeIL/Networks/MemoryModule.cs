using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>
/// A module that remembers: its answer about a step is by that step and by what it remembers of those before it in the episode. Policies
/// and critics are made <c>Over</c> it as over any module.
/// </summary>
/// <remarks>
/// Rollouts and evaluation carry what is remembered from step to step, one memory for each environment, and begin anew where an episode
/// does; <c>ActingPolicy</c> does so elsewhere. In training rows come in windows of episodes
/// (<see cref="Data.EpisodeWindows"/>). It has to be the module that the network is made over: not a part of one.
/// </remarks>
public abstract class MemoryModule : nn.Module<Tensor, Tensor>, IRemembering
{
    /// <summary>A module without parameters as yet, in evaluation mode.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="memorySize">m, numbers that it remembers of an episode, 1 or more; all are 0 where an episode begins.</param>
    protected MemoryModule(string name, int memorySize)
        : base(name)
    {
        MemorySize = Hyperparameter.Checked(memorySize, 1, int.MaxValue, nameof(memorySize));
        eval(); // before there are parts: those stay in the mode that they are given in
    }

    /// <summary>m, numbers that it remembers of an episode.</summary>
    public int MemorySize { get; }

    /// <summary>Answers about consecutive steps of several episodes.</summary>
    /// <param name="states">[T, n, s], states by step and episode.</param>
    /// <param name="memory">[n, m], what is remembered before the first of them.</param>
    /// <returns>[T, n, out], and [n, m], what is remembered after the last of them.</returns>
    protected abstract (Tensor Outputs, Tensor Memory) Steps(Tensor states, Tensor memory);

    /// <summary>Answers about rows, by the order in which they came.</summary>
    /// <param name="input">[n, s].</param>
    /// <returns>[n, out].</returns>
    /// <exception cref="InvalidOperationException">Nothing is known of their order.</exception>
    public sealed override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Answers(input, RowOrder.Of(input));
    }

    private Tensor Answers(Tensor input, RowOrder? order)
    {
        switch (order)
        {
            case JoinedOrder joined:
                var (answers, first) = (new List<Tensor>(joined.Parts.Count), 0L);
                foreach (var (rows, its) in joined.Parts)
                {
                    answers.Add(Answers(input.narrow(0, first, rows), its));
                    first += rows;
                }
                return cat(answers);
            case WindowOrder windows:
                return windows.ByRow(Steps(windows.ByStep(input), BeforeThem(windows, input)).Outputs);
            case ActingOrder acting:
                var (outputs, memory) = Steps(input.unsqueeze(0), acting.Memory);
                acting.Memory = memory;
                return outputs.squeeze(0);
            default:
                throw new InvalidOperationException(
                    $"{GetName()} remembers, and was asked about {input.size(0)} rows in no known order; expected windows of a data set "
                        + "that knows its episodes (Dataset.OfEpisodes, transitions of a rollout), to be asked about states as they lie "
                        + "there, or an ActingPolicy; and that the network is made over this module itself, not over one that contains it."
                );
        }
    }

    /// <summary>What is remembered at the start of windows, without gradient.</summary>
    private Tensor BeforeThem(WindowOrder windows, Tensor input)
    {
        using var quiet = no_grad();
        var memory = zeros(windows.Windows, MemorySize, input.dtype, input.device);
        for (var step = 0; step < windows.BurnIn; step++)
            memory = Steps(windows.StepBefore(step), memory).Memory * windows.IsStepBefore(step, input.dtype);
        return memory;
    }
}
