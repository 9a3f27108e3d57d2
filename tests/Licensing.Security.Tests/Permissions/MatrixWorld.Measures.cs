using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Security.Tests.Permissions;

/// <summary>Licences with notices, measures, appeals and surrenders, new ones each time. Those of "any" are of an agency towards which everybody is free.</summary>
public sealed partial class MatrixWorld
{
    private static readonly DateOnly Today = new(2026, 3, 15);

    private Task SetMeasuresRegimeAsync() => Host.SetRegimeAsync(
        ("show-cause", "\"15 days\""), ("appeal", "\"30 days\""), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""));

    private static JsonObject AgainstLicence() => Because().With("from", "2026-03-15").With("reasonClass", "other").With("grounds", "as decided on the file");

    private static JsonObject OnOrder() => Because().With("from", "2026-03-16").With("orderedBy", "a court").With("order", "1/2026");

    private async Task<string> FreshLicenceAsync(string whose) => whose switch
    {
        "none" => "li_0000000000000000",
        "any" => await Host.StoreLicenceAsync(await Host.RegisterAgencyAsync()),
        _ => await Host.StoreLicenceAsync(new(_agencies[whose].Id, "", "", "")),
    };

    private async Task<string> NoticeAsync(string whose) => whose == "none" ? "sn_0000000000000000" : await GiveAsync(await FreshLicenceAsync(whose), Today);

    private async Task<string> NoticedLicenceAsync(string whose)
    {
        var licence = await FreshLicenceAsync(whose);
        if (whose != "none")
            await GiveAsync(licence, Today);
        return licence;
    }

    private async Task<(string, JsonObject?)> WithLapsedNoticeAsync(string whose)
    {
        var licence = await FreshLicenceAsync(whose);
        return ($"/v1/licences/{licence}/revocations", AgainstLicence().With("noticeId", whose == "none" ? "sn_0000000000000000" : await GiveAsync(licence, Today.AddDays(-1))));
    }

    private async Task<(string, JsonObject?)> OnMeasureAsync(string whose, Func<string, string, string, (string, JsonObject?)> call, bool stayed = false)
    {
        var licence = await FreshLicenceAsync(whose);
        if (whose == "none")
            return call(licence, "lf_0000000000000000", "lf_0000000000000000");
        var (measure, stay) = await SuspendAsync(licence, stayed);
        return call(licence, measure, stay);
    }

    private async Task<(string Id, string Licence)> SurrenderAsync(string whose)
    {
        var licence = await FreshLicenceAsync(whose);
        return whose == "none" ? ("su_0000000000000000", licence) : (await StoreAsync(async (db, now) =>
        {
            var request = new SurrenderRequest(await LicenceAsync(db, licence), Today, now, "matrix");
            db.Add(request);
            db.Record(request, new SurrenderRequested(licence, Today));
            return request.PublicId;
        }), licence);
    }

    private async Task<(string Id, string Subject)> AppealAsync(string whose)
    {
        var licence = await FreshLicenceAsync(whose);
        if (whose == "none")
            return ("ac_0000000000000000", "lf_0000000000000000");
        var (measure, _) = await SuspendAsync(licence, stayed: false);
        return (await StoreAsync(async (db, now) =>
        {
            var of = await LicenceAsync(db, licence);
            var appeal = new Appeal(new(AppealSubject.Measure, measure, of.AgencyId, of.Id, Today, []), AppealPath.Appeal, "as decided on the file", Today, Today, now, "matrix");
            db.Add(appeal);
            db.Record(appeal, new AppealLodged(AppealSubject.Measure, measure, AppealPath.Appeal, Today));
            return appeal.PublicId;
        }), measure);
    }

    private Task<string> GiveAsync(string licence, DateOnly answerUntil) => StoreAsync(async (db, now) =>
    {
        var notice = new ShowCauseNotice(await LicenceAsync(db, licence), IntendedMeasure.Revocation, MeasureReason.Other, "as decided on the file", answerUntil, answerUntil, now, "matrix");
        db.Add(notice);
        db.Record(notice, new NoticeGiven(licence, notice.Intended, notice.Reason, answerUntil));
        return notice.PublicId;
    });

    private Task<(string Measure, string Stay)> SuspendAsync(string licence, bool stayed) => StoreAsync(async (db, now) =>
    {
        var of = await LicenceAsync(db, licence);
        var measure = of.Suspend(Today, null, null, SuspensionGround.Sanction, "a condition", MeasureReason.Other, "as decided on the file", now, "matrix");
        var stay = stayed ? of.Say(LicenceFactKind.Stay, measure, Today, null, "a court", now, "matrix") : measure;
        db.Record(of, new LicenceSuspended(measure.PublicId, SuspensionGround.Sanction, Today, null, false, MeasureReason.Other, null, null));
        return (measure.PublicId, stay.PublicId);
    });

    private static Task<Licence> LicenceAsync(LicensingDb db, string id) => db.Licences.Include(l => l.Facts).SingleAsync(l => l.PublicId == id);
}
