@echo off
rem Runs Crema's command with a JDK 25 (JAVA25_HOME or JAVA_HOME); builds it first when it has not been built.
rem After a change of the sources, remove ml-examples\target\quick to have it built anew.
rem Jars in the folder plugins beside bin are on the class path. CREMA_JAVA_OPTS holds further options for the JVM.
setlocal
set "root=%~dp0.."
set "jdk=%JAVA25_HOME%"
if not defined jdk set "jdk=%JAVA_HOME%"
if not exist "%jdk%\bin\javac.exe" (
  echo Crema needs a JDK 25 or newer: set JAVA25_HOME to its folder. 1>&2
  exit /b 2
)
set "JAVA_HOME=%jdk%"
set "target=%root%\ml-examples\target\quick"
if not exist "%target%\built" (
  echo Building Crema ^(first use, about a minute^) ... 1>&2
  call mvn -B -q -f "%root%\pom.xml" -Dcrema.quick -DskipTests -pl ml-examples -am package 1>&2 || exit /b 2
  type nul >"%target%\built"
)
"%jdk%\bin\java" --add-modules jdk.incubator.vector -Dguice_custom_class_loading=CHILD -XX:+UseParallelGC %CREMA_JAVA_OPTS% -cp "%target%\classes;%target%\lib\*;%root%\plugins\*" dev.crema.examples.CremaCommand %* || exit /b 2
if not "%~1"=="new" exit /b 0
echo Installing Crema into the local Maven repository ... 1>&2
call mvn -B -q -f "%root%\pom.xml" -Dcrema.quick -DskipTests -pl ml-bom,ml-config,ml-optim -am install 1>&2 || exit /b 2
