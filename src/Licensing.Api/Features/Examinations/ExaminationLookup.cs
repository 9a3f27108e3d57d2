using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

internal static class ExaminationLookup
{
    public static IQueryable<Examination> Whole(this IQueryable<Examination> examinations) =>
        examinations.Include(e => e.Application).ThenInclude(a => a.Agency).Include(e => e.Items).Include(e => e.Visits).Include(e => e.Alerts).AsSplitQuery();

    /// <summary>The examination of an application, by the application's public id or reference.</summary>
    public static async Task<Examination?> FindByApplicationAsync(this LicensingDb db, string idOrReference, CancellationToken ct)
    {
        var key = (await db.Applications.AsNoTracking().FindApplicationAsync(idOrReference, ct))?.Id;
        return key is null ? null : await db.Examinations.Whole().SingleOrDefaultAsync(e => e.ApplicationId == key, ct);
    }

    /// <summary>Keeps what was found, in the open context, each new alert with its event.</summary>
    /// <returns>How many are new.</returns>
    public static int Keep(this LicensingDb db, Examination examination, IEnumerable<AlertFound> found, DateTime at)
    {
        var fresh = examination.Keep(found, at);
        foreach (var alert in fresh)
        {
            db.Add(alert);
            db.Record(alert, new AlertRaised(examination.Application.PublicId, alert.Match, alert.With, alert.WithId, alert.Since));
        }

        return fresh.Count;
    }

    /// <summary>Nothing more is found of what is decided, withdrawn or sent back.</summary>
    public static Problem? WhyNotOpen(this Examination examination, DateOnly today) => examination.Application.StateOn(today) is Rules.Licences.ApplicationState.UnderExamination ? null
        : new Problem(ProblemCode.ExaminationOver, $"The application is {Json.Words.ConvertName(examination.Application.StateOn(today).ToString())}.");
}
