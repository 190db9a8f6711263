namespace DeclarativeIL.Policies;

/// <summary>States that columns of a head are read from.</summary>
/// <param name="Numbers">The states, one behind the other.</param>
/// <param name="First">The place of the first row's.</param>
/// <param name="Size">Numbers of a state.</param>
internal readonly record struct GivenStates(double[]? Numbers, int First, int Size);
