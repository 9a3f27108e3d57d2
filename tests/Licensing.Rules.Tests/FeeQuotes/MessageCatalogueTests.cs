using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.FeeQuotes;

public class MessageCatalogueTests
{
    private static readonly MessageCatalogue English = EnglishMessages.Catalogue(LawFiles.Codes);
    // An invented language: letters in brackets.
    private static readonly MessageCatalogue Other = new("xx-QM", new Dictionary<string, string> { ["quote.silent"] = "<{law}: {cost}>", ["law.origin"] = "<origin>" }, English);

    [Fact]
    public void A_translation_says_what_it_has_and_the_rest_in_English()
    {
        var message = Message.Of("quote.silent", ("law", "@law.origin"), ("cost", "@cost.medical"), ("payees", "x"));
        Assert.Equal("<<origin>: medical>", Other.Say(message));
        Assert.Equal("medical, paid to x: no rule of the law of your country is known. That does not make it allowed.", English.Say(message));
        Assert.Contains("law.destination", Other.Missing(English));
        Assert.DoesNotContain("law.origin", Other.Missing(English));
    }

    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("de", "en")]
    [InlineData("*", "en")]
    [InlineData("xx-qm", "xx-QM")]
    [InlineData("xx", "xx-QM")]
    [InlineData("xx-ZZ", "en")]                     // another region of it is another text
    [InlineData("en-GB, xx;q=0.9", "en")]
    [InlineData("en;q=0.5, xx;q=0.9", "xx-QM")]
    [InlineData("xx;q=0, en", "en")]
    [InlineData("xx;q=nonsense", "en")]
    [InlineData("de, xx;q=0.1", "xx-QM")]
    public void The_header_chooses(string? header, string language) => Assert.Equal(language, MessageCatalogue.Choose([English, Other], header).Language);

    [Fact]
    public void An_optional_part_goes_with_its_argument()
    {
        Assert.Equal("Pay only by: bank, cash. A (grade P).", English.Say(Message.Of("quote.channel", ("channels", "@channel.bank,@channel.cash"), ("citation", "A"), ("grade", "P"))));
        Assert.DoesNotContain("months", English.Say(Message.Of("quote.refund", ("trigger", "@trigger.entered"), ("share", "@share.all"), ("citation", "A"), ("grade", "P"))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_is_never_read_as_a_template() =>
        Assert.Contains("{law} [x]", English.Say(Message.Of("quote.receipt", ("citation", "{law} [x]"), ("grade", "P"))), StringComparison.Ordinal);

    [Fact]
    public void Every_cost_and_group_has_its_words() =>
        Assert.All(LawFiles.Codes.Categories, c => Assert.Contains("cost." + c, English.Keys));
}
