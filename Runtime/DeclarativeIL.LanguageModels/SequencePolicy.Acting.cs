using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.LanguageModels.Tokenizers;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

public sealed partial class SequencePolicy
{
    /// <summary>log p(completion | prompt) of many pairs, in nats, without a gradient.</summary>
    /// <param name="completions">One token or more each.</param>
    /// <param name="prompts">As many.</param>
    /// <returns>One number a pair.</returns>
    /// <exception cref="ArgumentException">One is empty, has a token that is none, or a pair is longer than the context.</exception>
    public double[] LogProb(IReadOnlyList<Act> completions, IReadOnlyList<State> prompts)
    {
        ArgumentNullException.ThrowIfNull(completions);
        ArgumentNullException.ThrowIfNull(prompts);
        if (completions.Count != prompts.Count || completions.Count == 0)
            throw new ArgumentException(
                $"Found {completions.Count} completions of {prompts.Count} prompts; expected as many, one or more.",
                nameof(completions)
            );
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var question = new LogProbQuestion(
            Padded([.. completions.Select(static act => act.Memory)]),
            Padded([.. prompts.Select(static state => state.Memory)])
        );
        var batch = new SequenceBatch(Model.Vocabulary, Model.ContextLength);
        var rows = batch.Add(question, question.Action, question.State, dimensions: 2);
        lock (Parameters.Gate)
        {
            _trained.Check();
            using var answers = new SequenceOutputs(this, [question], [rows], batch.Rows);
            answers.Ask(frozen: true, trains: false);
            return DeviceTransfer.Download(answers[0]);
        }
    }

    /// <summary>One drawn continuation of each prompt.</summary>
    /// <param name="prompts">One token or more each; they may differ in length.</param>
    /// <param name="random">Where the draws come from; it is advanced. Equal streams give equal texts.</param>
    /// <param name="generation">Temperature and the like; the policy's own if null.</param>
    public Act[] Sample(IReadOnlyList<State> prompts, RandomStream random, Generation? generation = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        var texts = Texts(prompts);
        var first = random.Position;
        random.Position += (ulong)texts.Length;
        return Continue(texts, generation, (row, time) => random.UniformAt(first + (ulong)row, (ulong)time));
    }

    /// <summary>The most likely token after the other, for each prompt.</summary>
    /// <param name="prompts">One token or more each; they may differ in length.</param>
    /// <param name="generation">How many tokens; the policy's own if null.</param>
    public Act[] Greedy(IReadOnlyList<State> prompts, Generation? generation = null) => Continue(Texts(prompts), generation, null);

    /// <inheritdoc/>
    /// <remarks>The most likely token after the other. States and actions are filled up with NaN.</remarks>
    public void Mode(ReadOnlySpan<float> states, Span<float> actions) => Fill(actions, Greedy(Rows(states, actions)));

    /// <inheritdoc/>
    /// <remarks>States and actions are filled up with NaN.</remarks>
    public void Sample(ReadOnlySpan<float> states, Span<float> actions, RandomStream random) =>
        Fill(actions, Sample(Rows(states, actions), random));

    /// <summary>Answers all questions that draw, in one go.</summary>
    private void Sample(ReadOnlySpan<Question> questions, SequenceBatch batch, SequenceOutputs answers)
    {
        var (prompts, draws, places) = (
            new List<int[]>(),
            new List<(RandomStream Stream, ulong Row)>(),
            new List<(int Question, int Count)>()
        );
        for (var i = 0; i < questions.Length; i++)
        {
            if (questions[i] is not SampleQuestion asked)
                continue;
            var texts = batch.Prompts(asked, asked.State);
            prompts.AddRange(texts);
            for (var row = 0; row < texts.Length; row++)
                draws.Add((asked.Draws.Stream, asked.Draws.PlaceOf(row)));
            places.Add((i, texts.Length));
        }
        if (prompts.Count == 0)
            return;
        var acts = Continue(prompts, null, (row, time) => draws[row].Stream.UniformAt(draws[row].Row, (ulong)time));
        var start = 0;
        foreach (var (question, count) in places)
        {
            answers.Set(
                question,
                Padded([.. acts.Skip(start).Take(count).Select(static act => act.Memory)], Generation.MaxTokens).DetachFromDisposeScope()
            );
            start += count;
        }
    }

    /// <summary>Answers the questions about its own samples: what is drawn is asked about.</summary>
    private void SampleLogProbs(ReadOnlySpan<Question> questions, SequenceOutputs answers)
    {
        for (var i = 0; i < questions.Length; i++)
        {
            if (questions[i] is not SampleLogProbQuestion asked)
                continue;
            using var drawn = Once([new SampleQuestion(asked.State, asked.Draws)]);
            using var said = Once([new LogProbQuestion(drawn[0], asked.State)]);
            answers.Set(i, said[0].clone().DetachFromDisposeScope());
        }
    }

    private Act[] Continue(IReadOnlyList<int[]> prompts, Generation? generation, Func<int, int, double>? draw)
    {
        lock (Parameters.Gate)
        {
            _trained.Check();
            return
            [
                .. _guard
                    .Evaluate(() => new Continuation(Model, Parameters, generation ?? Generation).Run(prompts, draw))
                    .Select(static text => new Act(Array.ConvertAll(text, static token => (double)token))),
            ];
        }
    }

    private int[][] Texts(IReadOnlyList<State> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        if (prompts.Count == 0)
            throw new ArgumentException("Found no prompt; expected one or more.", nameof(prompts));
        var texts = new int[prompts.Count][];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = TokenRow.Fault(prompts[i].Span, Model.Vocabulary) is { } fault
                ? throw new ArgumentException($"Prompt {i} {fault}.", nameof(prompts))
                : [.. prompts[i].Span[..TokenRow.Length(prompts[i].Span)].ToArray().Select(static token => (int)token)];
        return texts;
    }

    private State[] Rows(ReadOnlySpan<float> states, Span<float> actions)
    {
        var rows = new State[states.Length / StateSize];
        if (rows.Length * StateSize != states.Length)
            throw new ArgumentException(
                $"Found {states.Length} numbers; expected a multiple of {StateSize}, the size of a state.",
                nameof(states)
            );
        if (actions.Length != rows.Length * Actions.Width)
            throw new ArgumentException(
                $"Found room for {actions.Length} numbers; expected {rows.Length} x {Actions.Width}.",
                nameof(actions)
            );
        for (var i = 0; i < rows.Length; i++)
            rows[i] = State.From(states.Slice(i * StateSize, StateSize));
        return rows;
    }

    private void Fill(Span<float> actions, Act[] acts)
    {
        actions.Fill(float.NaN);
        for (var row = 0; row < acts.Length; row++)
        for (var i = 0; i < acts[row].Size; i++)
            actions[(row * Actions.Width) + i] = (float)acts[row][i];
    }

    /// <summary>[n, width]; as wide as the longest where no width is given.</summary>
    private Tensor Padded(IReadOnlyList<ReadOnlyMemory<double>> rows, int? width = null)
    {
        var columns = width ?? Math.Max(1, rows.Max(static row => row.Length));
        var values = new double[rows.Count * columns];
        Array.Fill(values, double.NaN);
        for (var row = 0; row < rows.Count; row++)
            rows[row].Span.CopyTo(values.AsSpan(row * columns));
        return Parameters.Upload<double>(values, rows.Count);
    }

    void IChecksRows.Check<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(Data.RowLayout.Members)] TRow>(
        Data.Dataset<TRow> data,
        IReadOnlyCollection<string> asked
    ) => SequenceChecks.Check(this, data, asked);
}
