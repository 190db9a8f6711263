using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Policies;

public sealed class LogitsTests
{
    /// <summary>As where tokens are drawn: no action stands for numbers that are none.</summary>
    [Theory]
    [InlineData(0, double.NaN)]
    [InlineData(1, double.NaN)]
    [InlineData(2, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void A_logit_that_is_no_number_is_an_error_wherever_it_stands(int action, double logit)
    {
        double[] logits = [1, 0, 2];
        logits[action] = logit;

        Assert.Throws<InvalidOperationException>(() => Logits.Choose(logits, null));
        Assert.Throws<InvalidOperationException>(() => Logits.Choose(logits, new RandomStream(1)));
        Assert.Equal(2, Logits.Choose([1, double.NegativeInfinity, 2], null));
    }
}
