import type { ProgramLog } from "./program-log";

/** Logs of other languages. */
export const logsOfOtherLanguages: readonly ProgramLog[] = [
    {
        of: "spring",
        log: `
  .   ____          _            __ _ _
 :: Spring Boot ::                (v3.3.5)

2026-11-24T12:00:00.000Z  INFO 1 --- [main] com.example.App : Starting App using Java 21
2026-11-24T12:00:03.000Z ERROR 1 --- [main] o.s.b.d.LoggingFailureAnalysisReporter   : 

***************************
APPLICATION FAILED TO START
***************************

Description:

Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.

Reason: Failed to determine a suitable driver class


Action:

Consider the following:
	If you want an embedded database (H2, HSQL or Derby), please put it on the classpath.`,
        evidence:
            "Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.",
    },
    {
        of: "dotnet",
        log: `info: Microsoft.Hosting.Lifetime[0]
      Application started.
Unhandled exception. System.InvalidOperationException: The ConnectionString property has not been initialized.
   at Npgsql.NpgsqlConnection.Open(Boolean async, CancellationToken cancellationToken)
   at Program.<Main>$(String[] args) in /src/Program.cs:line 12`,
        evidence:
            "Unhandled exception. System.InvalidOperationException: The ConnectionString property has not been initialized. | at Program.<Main>$(String[] args) in /src/Program.cs:line 12",
    },
    {
        of: "ruby",
        log: `=> Booting Puma
=> Rails 7.1.3 application starting in production
/usr/local/bundle/gems/activerecord-7.1.3/lib/active_record/connection_adapters/postgresql_adapter.rb:81:in \`rescue in new_client': connection to server at "10.0.3.7", port 5432 failed: Connection refused (ActiveRecord::ConnectionNotEstablished)
	from /usr/local/bundle/gems/activerecord-7.1.3/lib/x.rb:77:in \`new_client'
	from /app/config/environment.rb:5:in \`<main>'`,
        evidence:
            "/usr/local/bundle/gems/activerecord-7.1.3/lib/active_record/connection_adapters/postgresql_adapter.rb:81:in `rescue in new_client': connection to server at \"10.0.3.7\", port 5432 failed: Connection refused (ActiveRecord::ConnectionNotEstablished) | from /app/config/environment.rb:5:in `<main>'",
    },
    {
        of: "rust",
        log: `2026-11-24T12:00:00Z  INFO server: starting
thread 'main' panicked at src/main.rs:14:39:
called \`Result::unwrap()\` on an \`Err\` value: Os { code: 13, kind: PermissionDenied, message: "Permission denied" }
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace`,
        evidence:
            "thread 'main' panicked at src/main.rs:14:39: called `Result::unwrap()` on an `Err` value: Os { code: 13, kind: PermissionDenied, message: \"Permission denied\" }",
    },
    {
        of: "php",
        log: `[24-Nov-2026 12:00:00 UTC] PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /app/src/Db.php:12
Stack trace:
#0 /app/src/Db.php(12): PDO->__construct('mysql:host=db', 'root', Object(SensitiveParameterValue))
#1 {main}
  thrown in /app/src/Db.php on line 12`,
        evidence:
            "[24-Nov-2026 12:00:00 UTC] PHP Fatal error: Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /app/src/Db.php:12",
    },
    {
        of: "elixir",
        log: `12:00:00.000 [info] Running AppWeb.Endpoint
** (Mix) Could not start application app: exited in: App.Application.start(:normal, [])
    ** (EXIT) an exception was raised:
        ** (RuntimeError) environment variable DATABASE_URL is missing.
            (app 0.1.0) lib/app/application.ex:9: App.Application.start/2`,
        evidence:
            "** (Mix) Could not start application app: exited in: App.Application.start(:normal, []) ** (EXIT) an exception was raised: ** (RuntimeError) environment variable DATABASE_URL is missing. (app 0.1.0) lib/app/application.ex:9: App.Application.start/2",
    },
    {
        of: "gunicorn",
        log: `[2026-11-24 12:00:00 +0000] [7] [INFO] Starting gunicorn 22.0.0
[2026-11-24 12:00:00 +0000] [8] [ERROR] Exception in worker process
Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/gunicorn/arbiter.py", line 609, in spawn_worker
    worker.init_process()
  File "/app/main.py", line 3, in <module>
    import redis
ModuleNotFoundError: No module named 'redis'
[2026-11-24 12:00:00 +0000] [8] [INFO] Worker exiting (pid: 8)
[2026-11-24 12:00:00 +0000] [7] [ERROR] Worker (pid:8) exited with code 3
[2026-11-24 12:00:00 +0000] [7] [ERROR] Shutting down: Master
[2026-11-24 12:00:00 +0000] [7] [ERROR] Reason: Worker failed to boot.`,
        evidence: "ModuleNotFoundError: No module named 'redis' | at /app/main.py:3",
    },
    {
        of: "logfmt",
        log: `time="2026-11-24T12:00:00Z" level=info msg="starting"
time="2026-11-24T12:00:00Z" level=fatal msg="cannot open store" error="dial tcp 10.0.3.7:6379: connect: connection refused"`,
        evidence: "cannot open store: dial tcp 10.0.3.7:6379: connect: connection refused",
    },
    {
        of: "zap",
        log: `{"level":"info","ts":1.7,"msg":"boot"}
{"level":"fatal","ts":1.7,"caller":"cmd/main.go:31","msg":"migrate","error":"dirty database version 7","stacktrace":"main.main\\n\\t/src/cmd/main.go:31\\nruntime.main\\n\\t/usr/local/go/src/runtime/proc.go:271"}`,
        evidence: "migrate: dirty database version 7 | at /src/cmd/main.go:31",
    },
    {
        of: "google",
        log: `{"severity":"INFO","message":"up"}
{"severity":"ERROR","message":"Error: no bucket\\n    at load (/app/dist/a.js:3:9)"}`,
        evidence: "Error: no bucket | at load (/app/dist/a.js:3:9)",
    },
    {
        of: "python syntax",
        log: `  File "/app/main.py", line 3
    def f(:
          ^
SyntaxError: invalid syntax`,
        evidence: "SyntaxError: invalid syntax",
    },
    {
        of: "celery level",
        log: `[2026-11-24 12:00:00,000: CRITICAL/MainProcess] Unrecoverable error: OperationalError('[Errno 111] Connection refused')`,
        evidence: "CRITICAL/MainProcess] Unrecoverable error: OperationalError('[Errno 111] Connection refused')",
    },
    {
        of: "java module",
        log: `Error: Could not find or load main class com.example.App
Caused by: java.lang.ClassNotFoundException: com.example.App`,
        evidence: "Error: Could not find or load main class com.example.App",
    },
    {
        of: "java version",
        log: `Error: LinkageError occurred while loading main class com.example.App
	java.lang.UnsupportedClassVersionError: com/example/App has been compiled by a more recent version of the Java Runtime (class file version 65.0)`,
        evidence:
            "Error: LinkageError occurred while loading main class com.example.App java.lang.UnsupportedClassVersionError: com/example/App has been compiled by a more recent version of the Java Runtime (class file version 65.0)",
    },
    {
        of: "serilog",
        log: `{"@t":"2026","@l":"Fatal","@mt":"Host terminated unexpectedly","@m":"Host terminated unexpectedly","@x":"System.Exception: no queue\\n   at A.B()"}`,
        evidence: "Host terminated unexpectedly: System.Exception: no queue | at A.B()",
    },
    {
        of: "uwsgi",
        log: `*** Operational MODE: single process ***
Traceback (most recent call last):
  File "/app/wsgi.py", line 4, in <module>
    application = get_wsgi_application()
  File "/usr/local/lib/python3.12/site-packages/django/core/wsgi.py", line 12, in get_wsgi_application
    django.setup(set_prefix=False)
django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.
unable to load app 0 (mountpoint='') (callable not found or import error)
*** no app loaded. GAME OVER ***`,
        evidence: "django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty. | at /app/wsgi.py:4",
    },
    {
        of: "sql alchemy",
        log: `INFO:     Waiting for application startup.
ERROR:    Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/starlette/routing.py", line 732, in lifespan
    async with self.lifespan_context(app) as maybe_state:
  File "/app/main.py", line 10, in lifespan
    await db.connect()
ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.7', 5432)

ERROR:    Application startup failed. Exiting.`,
        evidence: "ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.7', 5432)",
    },
    {
        of: "go log fatalln",
        log: `2026/11/24 12:00:00 main.go:31: failed to parse config: yaml: line 3: mapping values are not allowed in this context
exit status 1`,
        evidence: "main.go:31: failed to parse config: yaml: line 3: mapping values are not allowed in this context",
    },
    {
        of: "slog text",
        log: `time=2026-11-24T12:00:00.000Z level=ERROR msg="server stopped" err="listen tcp :80: bind: permission denied"`,
        evidence: "server stopped: listen tcp :80: bind: permission denied",
    },
    {
        of: "kotlin ktor",
        log: `2026-11-24 12:00:00.000 [main] INFO  Application - Autoreload is disabled
Exception in thread "main" java.net.BindException: Address already in use
	at java.base/sun.nio.ch.Net.bind0(Native Method)
	at com.example.ApplicationKt.main(Application.kt:9)`,
        evidence:
            'Exception in thread "main" java.net.BindException: Address already in use | at com.example.ApplicationKt.main(Application.kt:9)',
    },
    {
        of: "jvm oom",
        log: `Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
Terminating due to java.lang.OutOfMemoryError: Java heap space`,
        evidence: 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
    },
    {
        of: "quarkus",
        log: `2026-11-24 12:00:00,000 ERROR [io.qua.run.Application] (main) Failed to start application: java.lang.RuntimeException: Failed to start quarkus
	at io.quarkus.runner.ApplicationImpl.doStart(Unknown Source)
Caused by: io.quarkus.runtime.configuration.ConfigurationException: Model classes are defined for the default persistence unit but datasource not found
	at io.quarkus.hibernate.orm.runtime.X.y(X.java:44)
	... 6 more`,
        evidence:
            "ERROR [io.qua.run.Application] (main) Failed to start application: java.lang.RuntimeException: Failed to start quarkus | caused by io.quarkus.runtime.configuration.ConfigurationException: Model classes are defined for the default persistence unit but datasource not found | at io.quarkus.hibernate.orm.runtime.X.y(X.java:44)",
    },
    {
        of: "dotnet json",
        log: `{"EventId":6,"LogLevel":"Critical","Category":"Microsoft.AspNetCore.Server.Kestrel","Message":"Unable to start Kestrel.","Exception":"System.IO.IOException: Failed to bind to address http://0.0.0.0:80: permission denied.\\n   at Microsoft.X.Y()"}`,
        evidence:
            "Unable to start Kestrel: System.IO.IOException: Failed to bind to address http://0.0.0.0:80: permission denied.",
    },
    {
        of: "rails migrations",
        log: `ActiveRecord::PendingMigrationError (

Migrations are pending. To resolve this issue, run:

        bin/rails db:migrate RAILS_ENV=production

):`,
        evidence: "Migrations are pending. To resolve this issue, run: | bin/rails db:migrate RAILS_ENV=production | ):",
    },
];
