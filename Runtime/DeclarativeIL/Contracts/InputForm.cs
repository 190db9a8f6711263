namespace DeclarativeIL;

/// <summary>The form in which an argument fills columns of an input.</summary>
internal enum InputForm
{
    /// <summary>[n, width] as it is.</summary>
    Vector,

    /// <summary>[n, 1] whole numbers: 1 in the column of that number, 0 in the others.</summary>
    OneHot,

    /// <summary>
    /// [n, numbers] acts of several parts, choices among them: each part as its space encodes it (<see cref="ActCode"/>).
    /// </summary>
    Parts,

    /// <summary>[n] as one column.</summary>
    Number,
}
