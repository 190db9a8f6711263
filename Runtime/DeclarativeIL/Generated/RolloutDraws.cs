using System.ComponentModel;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generated;

/// <summary>
/// The draws of a rollout's steps: a row an environment, in columns that are written anew for each step. A draw is a pure function of
/// seed, parameter, environment and step (or episode).
/// </summary>
/// <remarks>They go on from round to round. Not for use by several threads at once.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RolloutDraws
{
    private readonly SeedSequence _seeds;
    private readonly Rollout _rollout;
    private readonly List<Drawn> _drawn = [];

    internal RolloutDraws(SeedSequence seeds, Rollout rollout) => (_seeds, _rollout) = (seeds, rollout);

    /// <summary>One uniform number per environment, [N].</summary>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="perEpisode">Whether it stays the same until the episode ends.</param>
    public CpuColumn Uniform(string parameter, bool perEpisode = false)
    {
        var drawn = Find(parameter);
        if (drawn.IsOf(_rollout, 1))
            return drawn.Column;
        for (var i = 0; i < _rollout.Count; i++)
            drawn.Column.Set(i, drawn.Stream.UniformAt((ulong)i, TimeOf(i, perEpisode)));
        return drawn.Column;
    }

    /// <summary>Standard normal numbers for each environment, [N, width].</summary>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="width">How many.</param>
    /// <param name="perEpisode">Whether they stay the same until the episode ends.</param>
    public CpuColumn Gaussian(string parameter, int width, bool perEpisode = false)
    {
        var drawn = Find(parameter);
        if (drawn.IsOf(_rollout, width))
            return drawn.Column;
        for (var i = 0; i < _rollout.Count; i++)
        for (var k = 0; k < width; k++)
            drawn.Column.Set(i, k, drawn.Stream.GaussianAt((ulong)i, TimeOf(i, perEpisode) * (ulong)width + (ulong)k));
        return drawn.Column;
    }

    /// <summary>Randomness for a question that samples, or for an operation that does, of each environment.</summary>
    /// <param name="parameter">The member's and the parameter's name.</param>
    /// <param name="perEpisode">Whether it stays the same until the episode ends.</param>
    public CpuColumn Draw(string parameter, bool perEpisode = false)
    {
        var drawn = Find(parameter);
        if (drawn.IsOf(_rollout, 1))
            return drawn.Column;
        for (var i = 0; i < _rollout.Count; i++)
            drawn.Places[i] = TimeOf(i, perEpisode) * (ulong)_rollout.Count + (ulong)i;
        drawn.Column.Start(drawn.Places);
        return drawn.Column;
    }

    private ulong TimeOf(int environment, bool perEpisode) => (ulong)(perEpisode ? _rollout.Episode(environment) : _rollout.Time);

    private Drawn Find(string parameter)
    {
        foreach (var drawn in _drawn)
            if (drawn.Column.Name == parameter)
                return drawn;
        _drawn.Add(new(parameter, _seeds.Child(parameter).Stream(), _rollout.Count));
        return _drawn[^1];
    }

    private sealed class Drawn
    {
        private readonly CpuRows _rows = new();
        private long _time = -1;

        public Drawn(string parameter, RandomStream stream, int environments)
        {
            _rows.InOrder(1, environments);
            (Stream, Column, Places) = (stream, new(parameter, stream, _rows), new ulong[environments]);
        }

        public RandomStream Stream { get; }

        public CpuColumn Column { get; }

        public ulong[] Places { get; }

        /// <summary>Tells whether the numbers of the present step are there; if not, makes space for them.</summary>
        public bool IsOf(Rollout rollout, int width)
        {
            if (rollout.Time == _time && Column.Width == width)
                return true;
            _time = rollout.Time;
            Column.Resize(width);
            return false;
        }
    }
}
