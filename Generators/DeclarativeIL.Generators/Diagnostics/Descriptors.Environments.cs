using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Diagnostics;

/// <content>Refusals of environments.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NoEnvironment = Error(
        "DIL070",
        "Parts belong to an environment",
        "'{0}' is marked [{1}], and '{2}' is no environment; write [Environment] before the class"
    );

    public static readonly DiagnosticDescriptor MissingPart = Error(
        "DIL071",
        "An environment has all that it needs",
        "'{0}' has no [{1}] member; {2}"
    );

    public static readonly DiagnosticDescriptor SeveralParts = Error(
        "DIL072",
        "One reward, one reset, one step per environment",
        "'{0}' has more than one [{1}] member; keep one, which says it all"
    );

    public static readonly DiagnosticDescriptor UnsuitablePart = Error(
        "DIL073",
        "A part has a type that numbers can stand for",
        "'{0}' is of type '{1}'; {2}"
    );

    public static readonly DiagnosticDescriptor WrongBounds = Error(
        "DIL074",
        "A part has its bounds, the lower one first",
        "The bounds of '{0}': {1}; write {2}"
    );

    public static readonly DiagnosticDescriptor UnreachablePart = Error("DIL075", "A part is read, an action is set", "'{0}' {1}; {2}");

    public static readonly DiagnosticDescriptor MixedActions = Error(
        "DIL076",
        "Actions are numbers, or one choice",
        "'{0}' is {1} beside '{2}'; an environment takes numbers, as many as there are, or one choice: make one enum or one count of them"
    );

    public static readonly DiagnosticDescriptor WrongMethod = Error(
        "DIL077",
        "A reset and a step take draws and return nothing",
        "'{0}' {1}; a [{2}] method is 'void {0}()' or 'void {0}(RandomStream random)'"
    );

    public static readonly DiagnosticDescriptor ScatteredParts = Error(
        "DIL078",
        "Parts are declared together",
        "'{0}' is declared in another part of the class than '{1}'; the order of their numbers is that of their declarations: move it there"
    );

    public static readonly DiagnosticDescriptor TwoDeclarations = Error(
        "DIL079",
        "A class is an environment or an algorithm",
        "'{0}' is an [Environment] and declares [{1}]; declare each in a class of its own"
    );

    public static readonly DiagnosticDescriptor ImplementedByHand = Error(
        "DIL080",
        "IEnvironment is generated",
        "'{0}' is an [Environment], and {1}; leave one of the two"
    );

    public static readonly DiagnosticDescriptor TwoMovers = Error(
        "DIL081",
        "A world is moved by its step or by frames",
        "'{0}' is FrameDriven and has a [Step] method '{1}', which nobody would call; leave one of the two"
    );

    public static readonly DiagnosticDescriptor WrongState = Error(
        "DIL082",
        "A state is numbers",
        "'{0}' is no state: {1}; a state is a 'readonly record struct' of doubles, which [Reset] and [Step] return"
    );

    public static readonly DiagnosticDescriptor WrongDynamics = Error(
        "DIL083",
        "Dynamics are static equations of the state",
        "'{0}' {1}; write '{2}'"
    );

    public static readonly DiagnosticDescriptor InexactCall = Error(
        "DIL084",
        "Dynamics come out the same in every lane",
        "'{0}' cannot be computed for several environments at once with equal bits; use + - * /, comparisons, '?:', Math.Abs, Min, Max, "
            + "Clamp, Sqrt, Floor, Ceiling, Truncate and Round, ExactMath, and static helpers of these"
    );

    public static readonly DiagnosticDescriptor DerivedDynamics = Error(
        "DIL085",
        "Dynamics are given their base",
        "'{0}' derives from '{1}'; a class of [Dynamics] has no base but the one that is generated"
    );

    public static readonly DiagnosticDescriptor WrongLimit = Error(
        "DIL086",
        "A limit is a positive number",
        "'{0}' {1}; write [Limit(100)] with a positive, finite number, before a number that is set"
    );

    public static readonly DiagnosticDescriptor HiddenNumber = Error(
        "DIL087",
        "Hidden numbers stand last",
        "'{0}' is [Hidden], and {1}; write the hidden numbers of a state behind those that are set, of which there is one at least"
    );

    public static readonly DiagnosticDescriptor StrayNumber = Error(
        "DIL088",
        "Limits and hidden numbers belong to a state",
        "'{0}' is marked [{1}], and is no number of a state; mark a parameter of the record struct that the [Step] method of a class of "
            + "[Dynamics] returns"
    );
}
