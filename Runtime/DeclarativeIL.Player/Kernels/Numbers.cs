namespace DeclarativeIL.Player.Kernels;

/// <summary>Float32, each product rounded before it is added.</summary>
internal readonly struct NarrowNumbers : INumbers
{
    public bool IsWide => false;

    public double Round(double x) => (float)x;

    public double MultiplyAdd(double x, double y, double z) => (float)((float)(x * y) + z);

    public double Divide(double x, double y) => (float)(x / y);
}

/// <summary>Float32, product and sum rounded once.</summary>
internal readonly struct FusedNumbers : INumbers
{
    public bool IsWide => false;

    public double Round(double x) => (float)x;

    public double MultiplyAdd(double x, double y, double z) => Fused.Single(x, y, z);

    public double Divide(double x, double y) => (float)(x / y);
}

/// <summary>The same with the quotient of the kernel for 512 bits, which does not use the processor's division.</summary>
internal readonly struct FusedNumbers512 : INumbers
{
    public bool IsWide => false;

    public double Round(double x) => (float)x;

    public double MultiplyAdd(double x, double y, double z) => Fused.Single(x, y, z);

    public double Divide(double x, double y) => Fused.Quotient(x, y);
}

/// <summary>Float64, each product rounded before it is added.</summary>
internal readonly struct WideNumbers : INumbers
{
    public bool IsWide => true;

    public double Round(double x) => x;

    public double MultiplyAdd(double x, double y, double z)
    {
        var product = x * y;
        return product + z;
    }

    public double Divide(double x, double y) => x / y;
}

/// <summary>Float64, product and sum rounded once.</summary>
internal readonly struct FusedWideNumbers : INumbers
{
    public bool IsWide => true;

    public double Round(double x) => x;

    public double MultiplyAdd(double x, double y, double z) => WideFused.MultiplyAdd(x, y, z);

    public double Divide(double x, double y) => x / y;
}
