using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Licensing.Api.Features.Returns.Reading;

namespace Licensing.Api.Tests.Features.Returns.Reading;

public sealed class ColumnTests
{
    [Fact]
    public void Every_fact_of_the_JSON_has_a_column_and_every_column_a_fact() =>
        Assert.Equal(Facts(typeof(ReturnedPlacement), "").Order(), ReturnColumn.All.Select(c => c.Pointer).Order());

    [Fact]
    public void Only_who_somebody_is_is_personal() =>
        Assert.Equal(["documentCountry", "documentKind", "documentNumber"], ReturnColumn.All.Where(c => c.IsPersonal).Select(c => c.Name));

    [Fact]
    public async Task The_template_is_the_list_of_columns_and_reads_as_an_empty_return()
    {
        var template = new StringWriter();
        await RepairFile.WriteTemplateAsync(template);
        Assert.Empty(await Uploads.ReadAsync(template.ToString()));
        Assert.Equal(Uploads.Good()[0].Keys, template.ToString().Trim('\uFEFF').TrimEnd().Split(','));
    }

    [Fact]
    public async Task The_examples_of_the_columns_are_a_good_placement()
    {
        var read = Assert.Single(await Uploads.ReadAsync(Uploads.Csv(Uploads.Good())));
        Assert.Equal("", Uploads.Rejections([read]));
        Assert.DoesNotContain("null", Uploads.Text(read.Filing! with { Problem = "" } with { Items = [read.Filing.Items[1]] }));
    }

    private static IEnumerable<string> Facts(Type type, string at)
    {
        var info = Uploads.Json.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Properties.Where(p => p.Get is not null).SelectMany(p => Facts(p.PropertyType, $"{at}/{p.Name}")),
            JsonTypeInfoKind.Enumerable => Facts(info.ElementType!, at + "/#"),
            JsonTypeInfoKind.None => [at],
            _ => throw new JsonException($"No column can hold a {info.Kind}: {at}"),
        };
    }
}
