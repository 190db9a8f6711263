using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Diagnostics;

/// <content>Refusals of heads.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor HeadShape = Error(
        "DIL063",
        "A head is a sealed partial record",
        "'{0}' is {1}; a head is a top-level 'sealed partial record' whose name ends in 'Head'"
    );

    public static readonly DiagnosticDescriptor HeadColumn = Error(
        "DIL064",
        "A column of a head has a role",
        "'{0}': {1}; a column is an 'Act', a 'Vector' or a 'double' of the network, [Free] for one that is trained for itself, or a number "
            + "with a default for a hyperparameter"
    );

    public static readonly DiagnosticDescriptor CountOfRow = Error(
        "DIL067",
        "The length of a table's rows is the same for all samples",
        "'{0}' of '{1}' depends on the sample; give a constant or a hyperparameter"
    );

    public static readonly DiagnosticDescriptor HeadCannotAct = Error(
        "DIL065",
        "A head can act",
        "'{0}' does not say how a policy acts; declare 'Act Mode', or 'Act Mean' which stands for it"
    );

    public static readonly DiagnosticDescriptor HeadDraws = Error(
        "DIL068",
        "A likelihood of draws is that of the sample that is made of them",
        "'LogProb({1})' of '{0}' says what 'LogProb(Sample(...))' is; declare 'Act Sample({1})', of the same draws in the same order, and "
            + "'double LogProb(Act)' beside it"
    );

    public static readonly DiagnosticDescriptor HeadWithoutGradient = Info(
        "DIL069",
        "A gradient goes through what a head says",
        "No gradient goes through '{0}' of '{1}': {2}; a loss that needs one cannot train its policy"
    );

    public static readonly DiagnosticDescriptor HeadField = Error(
        "DIL090",
        "A head asks its network once in its fit and once in each step of its sample",
        "'{0}' has a network inside: {1}"
    );

    public static readonly DiagnosticDescriptor HeadMember = Error(
        "DIL066",
        "Members that a policy is asked by have one form",
        "'{0}' of a head is '{1}'; make it private if it is a helper, and call it something else if it is none"
    );
}
