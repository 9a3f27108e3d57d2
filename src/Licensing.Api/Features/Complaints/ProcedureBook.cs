using Licensing.Api.Security;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Procedures;
using Licensing.Rules.Values;
using Microsoft.Extensions.Primitives;
using YamlDotNet.Serialization;

namespace Licensing.Api.Features.Complaints;

/// <summary>The procedure of complaints of this deployment, as it ships for the home country; and the texts in which complainants are told of it.</summary>
public sealed class ProcedureBook
{
    // English first: it is complete, and what a translation lacks is said in it.
    private static readonly MessageCatalogue[] Catalogues = [ComplaintMessages.English];

    /// <exception cref="StartRefusedException">The pack cannot be read.</exception>
    public ProcedureBook(Ministry ministry, CodeLists codes)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Procedures", $"{ministry.HomeCountry.ToLowerInvariant()}.yaml");
        if (!File.Exists(file))
        {
            Pack = ProcedurePack.None(ministry.HomeCountry);
            return;
        }

        var (pack, errors) = ProcedureReader.Read(new DeserializerBuilder().Build().Deserialize<object?>(File.ReadAllText(file)), codes);
        Pack = pack ?? throw new StartRefusedException($"Procedure {Path.GetFileName(file)}: {string.Join(" ", errors)}");
    }

    public ProcedurePack Pack { get; }

    /// <param name="accepted">The header Accept-Language.</param>
    /// <param name="language">The language of the complainant, where the header says nothing.</param>
    public static MessageCatalogue Catalogue(StringValues accepted, string? language = null) =>
        MessageCatalogue.Choose(Catalogues, StringValues.IsNullOrEmpty(accepted) ? language : accepted.ToString());
}
