namespace DeclarativeIL;

/// <summary>The form in which an argument fills columns of an input.</summary>
internal enum InputForm
{
    /// <summary>[n, width] as it is.</summary>
    Vector,

    /// <summary>[n, 1] whole numbers: 1 in the column of that number, 0 in the others.</summary>
    OneHot,

    /// <summary>[n] as one column.</summary>
    Number,
}
