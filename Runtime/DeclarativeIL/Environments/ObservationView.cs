namespace DeclarativeIL.Environments;

/// <summary>
/// What is seen instead of an environment's observations: some of their numbers, the last ones together, a picture of them. The same view
/// is taken of single environments, of several, and of recorded trajectories (<c>Trajectory.SeenBy</c>).
/// </summary>
/// <remarks>A view never changes; what it remembers of an episode is kept by who sees (<see cref="Open"/>).</remarks>
public abstract class ObservationView
{
    /// <summary>Some components of the observations of a box, in the given order.</summary>
    /// <param name="components">Their numbers, counted from 0; one or more.</param>
    /// <exception cref="ArgumentException">There are none, or one is below 0.</exception>
    public static ObservationView Components(params ReadOnlySpan<int> components) => new ComponentsView(components);

    /// <summary>
    /// The last observations one behind the other, the oldest first; at the start of an episode its first observation stands for those
    /// before it, as in Gymnasium's <c>FrameStackObservation</c>. Images lie one below the other.
    /// </summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    public static ObservationView Frames(int count) => new FramesView(count);

    /// <summary>Observations as networks take them (<see cref="Space.Encode"/>), pixels between 0 and 1 for example.</summary>
    public static ObservationView Encoded { get; } = new EncodedView();

    /// <summary>This view, and another one of what it gives.</summary>
    public ObservationView Then(ObservationView next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new ChainedView(this, next);
    }

    /// <summary>An environment seen so.</summary>
    /// <param name="environment">The environment; reset and stepped through the returned object alone from now on.</param>
    /// <exception cref="ArgumentException">There is no such view of its observations.</exception>
    public IEnvironment Of(IEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new SeenEnvironment(environment, this);
    }

    /// <summary>N environments seen so.</summary>
    /// <param name="environments">The environments; reset and stepped through the returned object alone from now on.</param>
    /// <exception cref="ArgumentException">There is no such view of their observations.</exception>
    public IVectorEnvironment Of(IVectorEnvironment environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        return new SeenEnvironments(environments, this);
    }

    /// <summary>The space of what is seen of observations.</summary>
    /// <exception cref="ArgumentException">There is no such view of them.</exception>
    public abstract Space SpaceOf(Space observations);

    /// <summary>Begins to see one environment.</summary>
    /// <param name="observations">The space of its observations, of which there is such a view.</param>
    public abstract ObservationSight Open(Space observations);

    private sealed class ChainedView(ObservationView first, ObservationView next) : ObservationView
    {
        public override Space SpaceOf(Space observations) => next.SpaceOf(first.SpaceOf(observations));

        public override ObservationSight Open(Space observations)
        {
            var between = first.SpaceOf(observations);
            return new Chain(first.Open(observations), next.Open(between), new float[between.Width]);
        }

        private sealed class Chain(ObservationSight first, ObservationSight next, float[] between) : ObservationSight, IRestorable
        {
            public override void See(ReadOnlySpan<float> observation, bool isFirst, Span<float> seen)
            {
                first.See(observation, isFirst, between);
                next.See(between, isFirst, seen);
            }

            public override bool IsStateless => first.IsStateless && next.IsStateless;

            bool IRestorable.CanRestore => first.CanRestore && next.CanRestore;

            void IRestorable.SaveState(BinaryWriter state)
            {
                (first as IRestorable)?.SaveState(state);
                (next as IRestorable)?.SaveState(state);
            }

            void IRestorable.RestoreState(BinaryReader state)
            {
                (first as IRestorable)?.RestoreState(state);
                (next as IRestorable)?.RestoreState(state);
            }
        }
    }

    private sealed class EncodedView : ObservationView
    {
        public override Space SpaceOf(Space observations)
        {
            ArgumentNullException.ThrowIfNull(observations);
            return EncodeObservation.IsNeeded(observations)
                ? EncodeObservation.Encoded(observations)
                : throw new ArgumentException(
                    $"Found {Guard.Describe(observations)}, which networks take as it is; expected a space whose encoded form is another.",
                    nameof(observations)
                );
        }

        public override ObservationSight Open(Space observations) => new Encoder(observations);

        private sealed class Encoder(Space space) : ObservationSight
        {
            public override bool IsStateless => true;

            public override void See(ReadOnlySpan<float> observation, bool isFirst, Span<float> seen) =>
                EncodeObservation.Encode(space, observation, seen, null);
        }
    }
}

/// <summary>One environment as a view shows it, with what has to be remembered of its episode.</summary>
public abstract class ObservationSight
{
    /// <summary>
    /// True if what is seen depends on the present observation alone; false unless said otherwise. Environments that are seen by one that
    /// depends on earlier ones, and is no <see cref="IRestorable"/>, cannot be restored.
    /// </summary>
    public virtual bool IsStateless => false;

    /// <summary>True if it goes on alike where a run is resumed.</summary>
    internal bool CanRestore => IsStateless || StateNumbers.Of(this) is not null;

    /// <summary>Sees the next observation.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="isFirst">Whether an episode begins with it.</param>
    /// <param name="seen">What is seen instead, filled.</param>
    public abstract void See(ReadOnlySpan<float> observation, bool isFirst, Span<float> seen);
}
