namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// Several numbers side by side in one register, and the few things that kernels do with them. A kernel is written once over
/// this interface; for each structure that implements it the compiler makes a copy without calls.
/// </summary>
/// <typeparam name="T">The number: float32 or float64.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
internal unsafe interface IFastLanes<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>True if this processor has such registers.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the largest tile of two registers' columns whose sums stay in registers: 8, 6 or 4.</summary>
    static abstract int TileRows { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract TVector Create(T value);

    /// <summary>The same constant in every lane.</summary>
    static abstract TVector Constant(double value);

    /// <summary>From memory, aligned or not.</summary>
    static abstract TVector Load(T* source);

    /// <summary>To memory, aligned or not.</summary>
    static abstract void Store(TVector value, T* target);

    /// <summary>x + y.</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x - y.</summary>
    static abstract TVector Subtract(TVector x, TVector y);

    /// <summary>x y.</summary>
    static abstract TVector Multiply(TVector x, TVector y);

    /// <summary>x / y, at most 2 units in the last place off for y from 1e-37 to 8e37.</summary>
    static abstract TVector Divide(TVector x, TVector y);

    /// <summary>x y + z, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>The root, at most 2 units in the last place off for x from 1e-37 to 8e37.</summary>
    static abstract TVector Sqrt(TVector x);

    /// <summary>|x|.</summary>
    static abstract TVector Abs(TVector x);

    /// <summary>The smaller one; <paramref name="x"/> where it is NaN.</summary>
    static abstract TVector Min(TVector x, double bound);

    /// <summary>The larger one; <paramref name="x"/> where it is NaN.</summary>
    static abstract TVector Max(TVector x, double bound);

    /// <summary>x &lt; y ? yes : no, lane by lane; no where one is NaN.</summary>
    static abstract TVector WhereLess(TVector x, TVector y, TVector yes, TVector no);

    /// <summary>To the nearest whole number.</summary>
    static abstract TVector Round(TVector x);

    /// <summary>2^n of a whole n from -126 to 127.</summary>
    static abstract TVector PowerOfTwo(TVector n);

    /// <summary>The sum of all lanes, in double precision.</summary>
    static abstract double Sum(TVector x);

    /// <summary>The sum of all lanes.</summary>
    static abstract T Total(TVector x);
}
