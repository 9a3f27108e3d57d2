using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

/// <summary>What an applicant writes, in a draft and in a revision.</summary>
public abstract record WrittenApplication
{
    /// <summary>Code of the licence class asked for; left out where the regime has none.</summary>
    public string? Class { get; init; }

    /// <summary>How many workers the agency plans to send in a year.</summary>
    public int? PlannedWorkers { get; init; }

    /// <summary>Which of the ways to secure claims is chosen, where the deposit rule leaves a choice.</summary>
    public string? DepositChoice { get; init; }

    /// <summary>Who applies.</summary>
    [Personal]
    public required ApplicantDetails Applicant { get; init; }
}

public sealed class WrittenApplicationValidator<T> : AbstractValidator<T>
    where T : WrittenApplication
{
    public WrittenApplicationValidator(CodeLists codes)
    {
        RuleFor(r => r.Class).ShortText().MaximumLength(60);
        RuleFor(r => r.PlannedWorkers).InclusiveBetween(0, 1_000_000);
        RuleFor(r => r.DepositChoice).ShortText().StoredLength(LicenceApplication.MaxChoiceLength);
        RuleFor(r => r.Applicant).SetValidator(new ApplicantDetailsValidator(codes));
    }
}

internal static class ApplicationWriting
{
    /// <summary>Writes what is asked and who asks, with its marks, in the open context; the caller records the event and saves.</summary>
    public static async Task WriteAsync(this LicensingDb db, LicenceApplication application, WrittenApplication written, ApplicationSeal seal, DateTime at, string by, CancellationToken ct)
    {
        application.Ask(written.Class, written.PlannedWorkers, written.DepositChoice);
        var details = seal.Seal(written.Applicant);
        var latest = application.LatestNumber == 0 ? null
            : await db.ApplicationVersions.SingleAsync(v => v.ApplicationId == application.Id && v.Number == application.LatestNumber, ct);
        if (latest is { SubmittedAt: null })
        {
            latest.Write(details, at, by);
            application.Touch(at);
            db.RemoveRange(await db.ApplicationMarks.Where(m => m.ApplicationId == application.Id && m.Number == latest.Number).ToListAsync(ct));
        }
        else
        {
            application.Add(details, at, by);
        }

        db.AddRange(seal.MarksOf(written.Applicant).DistinctBy(m => (m.Kind, m.Digest, m.At)).Select(m => new ApplicationMark(application, application.LatestNumber, m, seal.Id)));
    }

    /// <summary>With everything that <see cref="ApplicationView"/> shows.</summary>
    public static IQueryable<LicenceApplication> Shown(this IQueryable<LicenceApplication> applications) =>
        applications.Include(a => a.Agency).Include(a => a.Licence).Include(a => a.Steps).Include(a => a.Documents).AsSplitQuery();

    /// <summary>By public id or by the reference that people type.</summary>
    /// <exception cref="ProblemException">The check character of a typed reference is wrong.</exception>
    public static async Task<LicenceApplication?> FindApplicationAsync(this IQueryable<LicenceApplication> applications, string idOrReference, CancellationToken ct)
    {
        if (!Reference.LooksLikeOne(idOrReference, LicenceApplication.ReferencePrefix))
            return await applications.SingleOrDefaultAsync(a => a.PublicId == idOrReference, ct);
        var reference = Reference.Parse(idOrReference, LicenceApplication.ReferencePrefix) ?? throw new ProblemException(ProblemCode.ReferenceMistyped);
        return await applications.SingleOrDefaultAsync(a => a.Reference == reference, ct);
    }
}
