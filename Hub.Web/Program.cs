using Hub.Web.Setup;

var builder = WebApplication.CreateBuilder(args);
builder.AddLanguages();
builder.AddPages();

var app = builder.Build();
app.UseLanguages();
app.UsePages();
app.MapLanguages();
app.MapPages();
await app.RunAsync();
