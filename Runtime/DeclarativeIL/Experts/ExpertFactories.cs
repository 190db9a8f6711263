using DeclarativeIL.Experts;

namespace DeclarativeIL;

public abstract partial class Expert
{
    /// <summary>An expert that is a function of the state.</summary>
    public static Expert From(Func<State, Act> action) => new DelegateExpert(action);

    /// <summary>An expert that is a function of the state, with a rule that says when it wants to act itself.</summary>
    public static TakeoverExpert From(Func<State, Act> action, Func<Step, bool> takesOver) =>
        new RuledExpert(new DelegateExpert(action), takesOver);

    /// <summary>An expert that is a policy, acting by its mode. The policy stays the caller's to dispose.</summary>
    /// <remarks>In environments whose actions have bounds, a policy that has none is brought within them.</remarks>
    /// <param name="policy">The policy, trained before.</param>
    public static Expert From(IPolicyNetwork policy) => new PolicyExpert(policy);

    /// <summary>An expert that is a controller.</summary>
    /// <param name="controller">The feedback law.</param>
    /// <param name="actionSize">Numbers per action; 1 for a discrete action.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="actionSize"/> is not positive.</exception>
    public static Expert From(IController controller, int actionSize = 1) => new ControllerExpert(controller, actionSize);

    /// <summary>An expert that is a person: asks, waits, and gives up when told to.</summary>
    /// <remarks>
    /// The question is put on a thread of the pool, away from any synchronisation context. A person who answers on the very thread that
    /// trains would be waited for by that thread: use <c>TrainAsync</c>; where that can be seen, it is refused.
    /// </remarks>
    /// <param name="person">Who is asked.</param>
    /// <param name="options">How long to wait, and what then; no limit if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is not positive.</exception>
    public static TakeoverExpert From(IInteractiveExpert person, InteractiveOptions? options = null) =>
        new InteractiveExpert(person, options);

    /// <summary>This expert, with a rule that says when it wants to act itself.</summary>
    public TakeoverExpert TakingOver(Func<Step, bool> when) => new RuledExpert(this, when);
}
