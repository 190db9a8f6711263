using DeclarativeIL.Experts;

namespace DeclarativeIL;

public abstract partial class Expert
{
    /// <summary>An expert that is a function of the state.</summary>
    public static DelegateExpert From(Func<State, Act> action) => new(action);

    /// <summary>An expert that is a function of the state, with a rule that says when it wants to act itself.</summary>
    public static TakeoverExpert From(Func<State, Act> action, Func<Step, bool> takesOver) => new(new DelegateExpert(action), takesOver);

    /// <summary>An expert that is a policy, acting by its mode.</summary>
    public static PolicyExpert From(IPolicyNetwork policy) => new(policy);

    /// <summary>An expert that is a controller.</summary>
    /// <param name="controller">The feedback law.</param>
    /// <param name="actionSize">Numbers per action; 1 for a discrete action.</param>
    public static ControllerExpert From(IController controller, int actionSize = 1) => new(controller, actionSize);

    /// <summary>An expert that is a person.</summary>
    /// <param name="person">Who is asked.</param>
    /// <param name="options">How long to wait, and what then; no limit if null.</param>
    public static InteractiveExpert From(IInteractiveExpert person, InteractiveOptions? options = null) => new(person, options);

    /// <summary>This expert, with a rule that says when it wants to act itself.</summary>
    public TakeoverExpert TakingOver(Func<Step, bool> when) => new(this, when);
}
