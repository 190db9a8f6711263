using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Diagnostics;

/// <summary>Every refusal, with what to write instead. Each has a section of the same name in docs/diagnostics.md and a test.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "DIL001",
        "A declared class is partial",
        "'{0}' must be 'partial', so that what it declares can be generated into it: write 'public sealed partial class {0}'"
    );

    public static readonly DiagnosticDescriptor UnsupportedContainer = Error(
        "DIL002",
        "A declared class is a plain top-level class",
        "'{0}' is {1}; declare in a top-level, non-generic, non-static class"
    );

    public static readonly DiagnosticDescriptor NotStatic = Error(
        "DIL003",
        "A declared member is static",
        "'{0}' must be 'static' and not generic: an equation depends on its parameters only"
    );

    public static readonly DiagnosticDescriptor WrongReturnType = Error(
        "DIL004",
        "A declared member returns what its attribute says",
        "'{0}' returns '{1}'; {2} returns '{3}'"
    );

    public static readonly DiagnosticDescriptor UnsupportedStatement = Error(
        "DIL005",
        "Only locals and a return",
        "{0} cannot stand in an equation; write expressions, 'var' locals and one 'return', and choose by 'condition ? a "
            + ": b' or a switch expression"
    );

    public static readonly DiagnosticDescriptor UnsupportedExpression = Error(
        "DIL006",
        "An expression of the language",
        "{0} cannot be differentiated or lifted over a batch; write it with operators, '?:', Math, Functions, questions "
            + "to networks and static helpers (docs/language.md, Bodies)"
    );

    public static readonly DiagnosticDescriptor UnsupportedCall = Error(
        "DIL007",
        "A call of the language",
        "'{0}' is not a function of the language; use Math, Functions, a question to a network, or a static helper whose "
            + "body is an equation"
    );

    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        "DIL008",
        "A type of the language",
        "Values of type '{0}' cannot stand in an equation; it is written over numbers, truths, enums, State, Act, Acts, "
            + "Vector, Matrix, rows, draws and networks"
    );

    public static readonly DiagnosticDescriptor UnknownRole = Error(
        "DIL009",
        "A parameter with a role",
        "Parameter '{0}' of type '{1}' has no role in {2}; {3}"
    );

    public static readonly DiagnosticDescriptor UnknownColumn = Error(
        "DIL010",
        "A statistic names a column",
        "'{0}' declares no [Column] named '{1}'; name one with nameof"
    );

    public static readonly DiagnosticDescriptor NothingToTrain = Error(
        "DIL011",
        "A loss trains something",
        "'{0}' does not change with the answers of a trained network, so there is nothing to train; ask a 'Policy' "
            + "parameter, and not only in conditions or through what is flat, such as Round"
    );

    public static readonly DiagnosticDescriptor GateWithoutLoss = Error(
        "DIL012",
        "A declared class has a loss",
        "'{0}' declares no loss, so nothing would be learned; add a [Loss] member or [Loss<BehaviorCloning>] on the class"
    );

    public static readonly DiagnosticDescriptor SeveralGates = Error(
        "DIL013",
        "One gate, one exploration, one reward, one collection per class",
        "'{0}' declares more than one [{1}] member; keep one"
    );

    public static readonly DiagnosticDescriptor NoLossToImport = Error(
        "DIL014",
        "An imported class declares a loss",
        "'{0}' declares no [Loss], so there is nothing to import"
    );

    public static readonly DiagnosticDescriptor Recursion = Error(
        "DIL015",
        "No recursion",
        "'{0}' leads back to itself, and an equation is a finite expression; take it out of what it is made of"
    );

    public static readonly DiagnosticDescriptor IntegerDivision = Error(
        "DIL016",
        "No integer division",
        "This divides integers and drops the remainder; make one side a double"
    );

    public static readonly DiagnosticDescriptor NameClash = Error(
        "DIL017",
        "Generated names are free",
        "The generated member '{0}' clashes with {1}; rename the parameter, the member or the class"
    );

    public static readonly DiagnosticDescriptor DifferentDefaults = Error(
        "DIL018",
        "One hyperparameter, one default",
        "Hyperparameter '{0}' has the default {1} here and {2} elsewhere in the class; one name is one property, so give "
            + "both the same type and default"
    );

    public static readonly DiagnosticDescriptor SizesDiffer = Error(
        "DIL019",
        "Sizes that can match",
        "'{0}' adds a state and an act, or takes one from the other, and nothing says that they are of one size; write "
            + "the matrix that maps one to the other"
    );

    public static readonly DiagnosticDescriptor NoGradient = Error(
        "DIL020",
        "An operation on a trained path has a derivative",
        "'{0}' has no derivative with respect to '{1}', and a trained network's answer arrives there; add [Gradient(\"{1}\", ...)] to it"
    );

    public static readonly DiagnosticDescriptor UntrainedNetwork = Error(
        "DIL021",
        "A network outside a loss is trained by one",
        "No loss of '{0}' trains a network named '{1}'; use the name of a trained one"
    );

    public static readonly DiagnosticDescriptor CapturedState = Error(
        "DIL022",
        "No captured state",
        "'{0}' lies outside the equation; pass it in as a parameter with a default"
    );

    public static readonly DiagnosticDescriptor UnreadableEquation = Error(
        "DIL023",
        "An equation of another assembly can be read",
        "'{0}' was compiled with a version of DeclarativeIL whose equations this one cannot read; rebuild the assembly that declares it"
    );

    public static readonly DiagnosticDescriptor DuplicateLoss = Error(
        "DIL024",
        "Losses have different names",
        "Two losses or metrics of '{0}' are named '{1}'; rename one"
    );

    public static readonly DiagnosticDescriptor SeveralLearners = Error(
        "DIL025",
        "One policy acts",
        "'{0}' has {1} policies that could act in the rollout; mark the one that does with [Learner]"
    );

    public static readonly DiagnosticDescriptor SmallEnsemble = Error(
        "DIL026",
        "An ensemble has two members or more",
        "'{0}' is an ensemble of {1}; it needs two members or more to disagree"
    );

    public static readonly DiagnosticDescriptor NoEnsemble = Error(
        "DIL027",
        "An ensemble is declared where it is trained",
        "'{0}' is asked as an ensemble, but is trained as a single network; mark it with [Ensemble] where it is trained"
    );

    public static readonly DiagnosticDescriptor SeveralTurns = Error(
        "DIL028",
        "A network has one phase",
        "'{0}' is trained in more than one phase of '{1}'; give its losses the same Phase"
    );

    public static readonly DiagnosticDescriptor SeveralRows = Error(
        "DIL029",
        "One row at a time",
        "'{0}' already takes a row, so '{1}' would be the same one or of another batch; mark it [Other] for the next row "
            + "of the batch, or make two losses"
    );

    public static readonly DiagnosticDescriptor OutOfRange = Error("DIL030", "Numbers within their range", "'{0}' is {1}; expected {2}");

    public static readonly DiagnosticDescriptor NoLabels = Error(
        "DIL031",
        "What is made is learned from",
        "'{0}' {1}, but no loss of the class learns from {2}; add a [Loss] over them or remove the member"
    );

    public static readonly DiagnosticDescriptor NoBatchedForm = Error(
        "DIL032",
        "An operation names what there is",
        "'{0}' names '{1}', but no static method of that name {2}"
    );

    public static readonly DiagnosticDescriptor UnsuitableType = Error(
        "DIL033",
        "A type that fits its place",
        "'{0}' cannot stand here: {1}"
    );

    public static readonly DiagnosticDescriptor SeveralMeanings = Error(
        "DIL034",
        "One name, one meaning",
        "'{0}' is {1} here and {2} elsewhere in the class; one name is one thing, so rename one of them"
    );

    public static readonly DiagnosticDescriptor IdleAttribute = Error(
        "DIL035",
        "A mark that means something",
        "[{0}] cannot stand on '{1}': {2}"
    );

    public static readonly DiagnosticDescriptor UnknownShare = Error(
        "DIL036",
        "A quantile names a share",
        "'{0}' has no hyperparameter of type double named '{1}'; a quantile's share of rows is one, with a default, named with nameof"
    );

    public static readonly DiagnosticDescriptor OpenSwitch = Error(
        "DIL044",
        "A switch has an arm for every value",
        "This switch has no arm for some values, where the one-sample method throws and a batch cannot; end it with '_ =>'"
    );

    public static readonly DiagnosticDescriptor NarrowArithmetic = Error(
        "DIL045",
        "Arithmetic in double or in int",
        "This computes in {0}, and an equation computes in double, or in int as C# does unless told to check; make one side a double"
    );

    public static readonly DiagnosticDescriptor AlteredColumn = Error(
        "DIL046",
        "A column is what it was given",
        "'{0}' declares the property '{1}' of its positional parameter itself, so a row need not hold what it is made "
            + "of; let the record declare it, and compute what is derived where the row is made"
    );

    public static readonly DiagnosticDescriptor SharedProperty = Error(
        "DIL047",
        "One property, one meaning",
        "The property '{0}' would be {1} and {2} at once, so setting one would set the other; rename one of them"
    );

    public static readonly DiagnosticDescriptor TwiceNamedColumn = Error(
        "DIL048",
        "A column has a name of its own",
        "'{0}' is a column of {1} already, and one would be read for the other; rename the [Column] member"
    );

    public static readonly DiagnosticDescriptor UncheckedValue = Error(
        "DIL049",
        "What says which values are valid is checked",
        "Nothing would check [{0}] of '{1}'; a number takes [Range], a choice is an enum, anything else is a condition in the equation"
    );

    public static readonly DiagnosticDescriptor SeveralPolicies = Info(
        "DIL052",
        "Two names are two networks",
        "'{0}' trains {1} policies, '{2}'; if they are meant to be one, give them one name"
    );

    public static readonly DiagnosticDescriptor UnstableForm = Info(
        "DIL050",
        "A stable form exists",
        "This loses digits or overflows for large arguments; {0} is generated instead, write it so that the one-sample method is safe too"
    );

    public static readonly DiagnosticDescriptor UnusedReward = Info(
        "DIL051",
        "A reward is paid for a rollout",
        "No loss of the class learns from [Rollout] or [Replay] rows, so '{0}' is not used"
    );

    public static readonly DiagnosticDescriptor InferredType = Error(
        "DIL056",
        "'var' infers a type",
        "A type named 'var' is in reach of '{0}', where generated code lets the compiler infer the types of its locals; rename that type"
    );

    public static readonly DiagnosticDescriptor UnaskedNetwork = Error(
        "DIL057",
        "A network that is trained is asked",
        "'{0}' is to be trained by '{1}', and no loss asks it anything; ask it or remove the parameter"
    );

    public static readonly DiagnosticDescriptor SeveralRoles = Error(
        "DIL058",
        "One member, one attribute",
        "'{0}' is marked [{1}] and [{2}]; an equation stands for one thing, so declare two members that call one helper"
    );

    public static readonly DiagnosticDescriptor ParameterKind = Error(
        "DIL059",
        "A parameter is given by value",
        "'{0}' is a '{1}' parameter; an equation is given values and gives one back, so remove '{1}'"
    );

    public static readonly DiagnosticDescriptor UnknownWidth = Error(
        "DIL060",
        "A draw is as wide as something",
        "Nothing says how many numbers '{0}' is; add it to a state, an act or an answer, such as 'd.Action + {0}', or "
            + "multiply it by a matrix"
    );

    public static readonly DiagnosticDescriptor MetricOfNothing = Error(
        "DIL061",
        "A metric is of rows that a loss learns from",
        "'{0}' is reported beside the losses of phase {1}, but {2}; give it the rows of one of them, or its [Metric] their Phase"
    );

    public static readonly DiagnosticDescriptor MetricByTensors = Error(
        "DIL062",
        "A metric is computed where losses are",
        "'{0}' cannot be computed row by row, as the losses of its phase are, which would be trained by tensors for its sake: {1}"
    );

    public static readonly DiagnosticDescriptor WrongSteps = Error(
        "DIL089",
        "Fold takes a constant number of steps, at most 64",
        "The number of steps {0}; write a constant from 0 to 64, since every step is written out and those of nested folds multiply"
    );

    public static readonly DiagnosticDescriptor InternalError = Error(
        "DIL099",
        "The generator failed",
        "Code for '{0}' could not be generated: {1}; this is a mistake of the generator, please report it with the declaration"
    );

    private static DiagnosticDescriptor Error(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Of(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "DeclarativeIL", severity, isEnabledByDefault: true, helpLinkUri: HelpLinks.Of(id, title));
}
