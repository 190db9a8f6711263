using System.ComponentModel;
using System.Diagnostics;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;
using DeclarativeIL.Runs;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <summary>
/// The checkpoints of a run: it is told of every part that has a state, restores them where a run is resumed, and writes them where the
/// options say so. Where neither is asked for, it does nothing.
/// </summary>
/// <remarks>
/// A resumed run goes through the same loop as one that was not broken: what was done in the round and the phase that it resumes in is
/// passed over (<see cref="Collects"/>, <see cref="Trains"/>, <see cref="TrainingMonitor.HasDone"/>).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class RunCheckpoints : IDisposable
{
    private readonly TrainingMonitor _monitor;
    private readonly CheckpointOptions? _options;
    private readonly string? _resume;
    private readonly Dictionary<string, string> _words;
    private readonly List<RunPart> _parts = [];
    private readonly List<object> _scalings = [];
    private readonly bool _validates;
    private bool _hasData;
    private readonly bool _actsByMode;
    private RunFolder? _folder;
    private RunPosition? _from; // until the run has passed it
    private int _phase = -1,
        _sinceEpochs,
        _sinceRounds;
    private long _number,
        _last = Stopwatch.GetTimestamp();

    /// <summary>The checkpoints of a run that is about to begin or to go on.</summary>
    /// <param name="monitor">Counts and log of the run.</param>
    /// <param name="options">Where and how often.</param>
    /// <param name="resume">The folder to resume from; null to begin anew.</param>
    /// <param name="algorithm">What is declared, and the hyperparameters as they are set.</param>
    /// <param name="rounds">The rounds; null where there are none.</param>
    public RunCheckpoints(
        TrainingMonitor monitor,
        TrainingOptions options,
        string? resume,
        IDeclaredAlgorithm algorithm,
        Rounds? rounds = null
    )
    {
        ArgumentNullException.ThrowIfNull(monitor);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(algorithm);
        (_monitor, _options, _resume) = (monitor, options.Checkpoints, resume);
        _actsByMode = rounds?.ActsByMode == true;
        _words = IsOn ? RunWords.Of(algorithm, options, rounds) : [];
        _monitor.Tell(this);
        _validates = options.Validation is not null;
        Add("run", "", monitor);
        Add("columns", "", new KeptColumns(_columns));
    }

    /// <summary>The round to begin or to go on with.</summary>
    public int Round => _from?.Round ?? 0;

    private bool IsOn => _options is not null || _resume is not null;

    /// <summary>Tells whether a round is to be collected; a resumed run may have done so.</summary>
    /// <param name="round">The round.</param>
    public bool Collects(int round)
    {
        if (_from is { Phase: >= 0 } from && from.Round == round)
            return false;
        _from = null;
        return true;
    }

    /// <summary>Tells whether a phase of the present round is to be trained; a resumed run may have done so.</summary>
    /// <param name="phase">The phase, counted from 0.</param>
    public bool Trains(int phase)
    {
        _phase = phase;
        if (_from?.Phase < phase)
            _from = null; // the run has passed it
        return !(_from?.Phase > phase);
    }

    /// <summary>
    /// Takes the states of all parts from the newest checkpoint, where the run is resumed; opens the folder to be written to.
    /// </summary>
    /// <exception cref="CheckpointException">It is of another run, or no checkpoint is whole.</exception>
    /// <exception cref="IOException">A folder cannot be used, or is in use.</exception>
    /// <exception cref="NotSupportedException">Rows are to be held back, and there is no data set.</exception>
    public void Resume()
    {
        if (_validates && !_hasData)
            throw new NotSupportedException(
                $"Found {nameof(TrainingOptions)}.{nameof(TrainingOptions.Validation)} for a run that learns from rollouts alone; expected "
                    + "one with a data set of rows, some of which can be held back."
            );
        if (!IsOn)
            return;
        if (_options is { Folder: var folder } && !IsSame(folder, _resume))
        {
            _folder = RunFolder.Open(folder, isNew: true);
            if (RunFolder.Numbers(folder).Count > 0)
                throw new IOException(
                    $"{folder}: found checkpoints of an earlier run; expected a folder without any, or 'resume: \"{folder}\"' to go on."
                );
        }
        if (_resume is null)
            return;
        var source = RunFolder.Open(_resume, isNew: false);
        try
        {
            Restore(source);
        }
        finally
        {
            if (_options is not null && _folder is null)
                _folder = source;
            else
                source.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();

    /// <summary>Tells whether an epoch of the present phase was done by the run that this one resumes.</summary>
    internal bool HasDone(int epoch) => _from is { } from && from.Phase == _phase && epoch < from.Epochs;

    /// <summary>An epoch has ended.</summary>
    internal void EndEpoch(int epoch)
    {
        _sinceEpochs++;
        if (IsDue())
            Write(new(_monitor.Round, _phase, epoch + 1));
    }

    /// <summary>A round has ended.</summary>
    internal void EndRound(int round)
    {
        (_from, _phase) = (null, -1);
        _columns.Clear();
        _sinceRounds++;
        if (IsDue())
            Write(new(round + 1, -1, 0));
    }

    /// <summary>The run is done: what it ended with can be had again.</summary>
    /// <param name="rounds">How many rounds there were; 0 where there are none.</param>
    public void Done(int rounds)
    {
        if (_folder is not null && _sinceEpochs + _sinceRounds > 0)
            Write(rounds > 0 ? new(rounds, -1, 0) : new(0, _phase, int.MaxValue));
    }

    private static bool IsSame(string folder, string? other) => other is not null && Whole(folder) == Whole(other);

    private static string Whole(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private bool IsDue() =>
        _folder is not null
        && (
            (_options!.EveryEpochs > 0 && _sinceEpochs >= _options.EveryEpochs)
            || (_options.EveryRounds > 0 && _sinceRounds >= _options.EveryRounds)
            || Stopwatch.GetElapsedTime(_last) >= _options.Every
        );

    private void Write(RunPosition position)
    {
        position.AddTo(_words, _monitor.Steps);
        RunArchive.Write(_folder!.FileOf(++_number), _words, _parts);
        _folder.Drop(_options!.Kept);
        (_sinceEpochs, _sinceRounds, _last) = (0, 0, Stopwatch.GetTimestamp());
    }

    private void Restore(RunFolder source)
    {
        var numbers = RunFolder.Numbers(source.Path);
        if (numbers.Count == 0)
            throw new CheckpointException(source.Path, "no checkpoint", "one or more, as a run with TrainingOptions.Checkpoints leaves");
        _number = numbers[0];
        using var found = Newest(source, numbers, out var damage);
        var path = source.FileOf(numbers[0]);
        if (RunWords.Difference(found.Words, _words) is { } difference)
            throw new CheckpointException(path, difference.Found, difference.Expected);
        Compare(path, found);
        // what the caller holds last: a state that does not fit leaves it as it was
        foreach (var part in _parts.OrderBy(static part => part.State is NetworkState or IRowsState or RunningScaling))
            found.Restore(part);
        _from = RunPosition.Of(found.Words) ?? throw new CheckpointException(path, "no position in the run", "one");
        Added(isRestored: true);
        _monitor.Resumed();
        if (damage is not null)
            _monitor.Warn([$"The newest checkpoint is damaged, so that the run goes on from one before. {damage.Message}"]);
        if (_rollout?.Lost is { } lost)
            _monitor.Warn([
                $"The episodes that were under way when the run was broken are lost, since {lost}: round {_from.Round} begins with a "
                    + "reset, and the run ends with other bits than one that was not broken.",
            ]);
    }

    /// <summary>The newest checkpoint that is whole, and what is wrong with the newest of all.</summary>
    private static RunManifest Newest(RunFolder source, IReadOnlyList<long> numbers, out CheckpointException? damage)
    {
        damage = null;
        foreach (var number in numbers)
            try
            {
                return RunManifest.Open(source.FileOf(number));
            }
            catch (CheckpointException e)
            {
                damage ??= e;
            }
            catch (FileNotFoundException e) // a link that leads nowhere
            {
                damage ??= new(source.FileOf(number), "no such file", "a checkpoint", e);
            }
        throw damage!;
    }

    /// <summary>Nothing is restored before all parts are known to fit.</summary>
    private void Compare(string path, RunManifest found)
    {
        foreach (var part in _parts)
        {
            var entry = found.Parts.GetValueOrDefault(part.Name);
            if (entry is null || entry.Length < 0 != part.State is null)
                throw new CheckpointException(path, $"{(entry is null ? "no" : "another kind of")} '{part.Name}'", "what the run has");
            if (entry.Description != part.Description)
                throw new CheckpointException(path, $"'{part.Name}': {entry.Description}", part.Description);
        }
    }
}
