using System.ComponentModel;

namespace DeclarativeIL.Policies;

/// <summary>A declared head, as the generator completes it.</summary>
public interface IDeclaredHead
{
    /// <summary>Its equations for many rows, with the defaults of its hyperparameters.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract HeadEquations Equations { get; }

    /// <summary>A space of the kind that it is over: of one number, or of a few acts.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract Space SmallSpace { get; }
}
