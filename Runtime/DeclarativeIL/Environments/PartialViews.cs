namespace DeclarativeIL.Environments;

/// <summary>Some components of observations.</summary>
internal sealed class ComponentsView : ObservationView
{
    private readonly int[] _components;

    public ComponentsView(ReadOnlySpan<int> components)
    {
        if (components.IsEmpty)
            throw new ArgumentException("Found no component; expected one or more.", nameof(components));
        foreach (var component in components)
            if (component < 0)
                throw new ArgumentException($"Found component {component}; expected numbers from 0.", nameof(components));
        _components = components.ToArray();
    }

    public override Space SpaceOf(Space observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        if (observations is not BoxSpace box)
            throw new ArgumentException(
                $"Found {Guard.Describe(observations)}; expected a box, of which components can be taken.",
                nameof(observations)
            );
        if (_components.Max() is var last && last >= box.Width)
            throw new ArgumentException(
                $"Found component {last} of observations of {box.Width} numbers; expected numbers from 0 to {box.Width - 1}.",
                nameof(observations)
            );
        return new BoxSpace([.. _components.Select(i => box.Low[i])], [.. _components.Select(i => box.High[i])]);
    }

    public override ObservationSight Open(Space observations) => new Some(_components);

    private sealed class Some(int[] components) : ObservationSight
    {
        public override bool IsStateless => true;

        public override void See(ReadOnlySpan<float> observation, bool isFirst, Span<float> seen)
        {
            for (var i = 0; i < components.Length; i++)
                seen[i] = observation[components[i]];
        }
    }
}

/// <summary>The last observations together.</summary>
internal sealed class FramesView(int count) : ObservationView
{
    private readonly int _count = Hyperparameter.Checked(count, 1, int.MaxValue, nameof(count));

    public override Space SpaceOf(Space observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        return observations switch
        {
            ImageSpace image => new ImageSpace(checked(_count * image.Height), image.Columns, image.Channels),
            BoxSpace box => new BoxSpace(Repeated(box.Low), Repeated(box.High)),
            _ => throw new ArgumentException(
                $"Found {Guard.Describe(observations)}; expected a box or images, of which frames are stacked: take {nameof(Encoded)} "
                    + "first.",
                nameof(observations)
            ),
        };
    }

    public override ObservationSight Open(Space observations) => new Last(new float[_count * observations.Width], observations.Width);

    private float[] Repeated(IReadOnlyList<float> bounds) => [.. Enumerable.Repeat(bounds, _count).SelectMany(static frame => frame)];

    private sealed class Last(float[] frames, int width) : ObservationSight, IRestorable
    {
        public override void See(ReadOnlySpan<float> observation, bool isFirst, Span<float> seen)
        {
            if (isFirst)
                for (var start = 0; start < frames.Length; start += width)
                    observation.CopyTo(frames.AsSpan(start));
            else
            {
                frames.AsSpan(width).CopyTo(frames);
                observation.CopyTo(frames.AsSpan(frames.Length - width));
            }
            frames.CopyTo(seen);
        }

        void IRestorable.SaveState(BinaryWriter state) => state.WriteNumbers<float>(frames);

        void IRestorable.RestoreState(BinaryReader state) => state.ReadNumbers<float>(frames, "frames");
    }
}
