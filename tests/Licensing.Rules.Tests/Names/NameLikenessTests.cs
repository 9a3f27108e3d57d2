using Licensing.Rules.Names;

namespace Licensing.Rules.Tests.Names;

public class NameLikenessTests
{
    [Theory]
    [InlineData("Himal Overseas Pvt. Ltd.", "HIMAL OVERSEAS PRIVATE LIMITED", 1000)]
    [InlineData("Lotus Recruitment (Himal Overseas (P) Ltd.)", "Himal Overseas Pvt. Ltd.", 1000)]
    [InlineData("Lotus Recruitment Pvt.Ltd.(Himal Overseas Pvt. Ltd. )", "Lotus Recruitment", 1000)]
    [InlineData("Himal Overseas", "Lotus Overseas", 200)]
    public void A_name_resembles_another_in_both_directions_alike(string one, string other, int likeness)
    {
        Assert.Equal(likeness, NameLikeness.Of(one).To(NameLikeness.Of(other)));
        Assert.Equal(likeness, NameLikeness.Of(other).To(NameLikeness.Of(one)));
    }

    [Theory]
    [InlineData("Lotus Overseas (Nepal)", "Nepal")]
    [InlineData("Lotus (P)", "P")]
    [InlineData("Lotus)", "Tulip)")]
    [InlineData("()", "(Tulip Rose)")]
    public void One_word_in_brackets_is_no_name_of_its_own(string one, string other) =>
        Assert.InRange(NameLikeness.Of(one).To(NameLikeness.Of(other)), 0, 700);
}
