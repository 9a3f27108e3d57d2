using System.Collections.Immutable;
using Licensing.Api.Database;
using Licensing.Api.Features.Agreements;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Rules.Agreements;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Values;
using Microsoft.Extensions.Primitives;

namespace Licensing.Api.Features.FeeQuotes;

/// <summary>What a quote is made of besides the question: the approved law, the agreements whose rules are part of it, the rates, and the texts.</summary>
public sealed class QuoteBasis(LawBook book, AgreementBook agreements, JudgingBook judging, CodeLists codes)
{
    // English first: it is complete, and what a translation lacks is said in it.
    private readonly ImmutableArray<MessageCatalogue> _catalogues = [EnglishMessages.Catalogue(codes)];

    public Task<JudgingBasis> JudgingAsync(LicensingDb db, CancellationToken ct) => judging.CurrentAsync(db, ct);

    public Task<LawEdition> LawAsync(LicensingDb db, CancellationToken ct) => book.CurrentAsync(db, ct);

    /// <summary>An agreement counts where two people have made its rules law here; a quote then tells who bears a cost by it.</summary>
    public ImmutableArray<Agreement> AgreementsOf(LawEdition law)
    {
        var approved = law.Rules.All.Select(r => r.Provision.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        return [.. agreements.All.Where(a => approved.Contains(a.Name))];
    }

    /// <param name="accepted">The header Accept-Language.</param>
    public MessageCatalogue Catalogue(StringValues accepted) => MessageCatalogue.Choose(_catalogues, accepted.ToString());
}
